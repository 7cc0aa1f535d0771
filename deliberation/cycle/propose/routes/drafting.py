"""Pages of writing a proposal: saved as a draft, then submitted, or brought to the office only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.cycle.propose.acts import proposal as acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.bringing import brought
from deliberation.cycle.propose.forms import proposal as forms
from deliberation.readings import community as community_reading
from deliberation.readings.matters import covenant
from deliberation.readings.proposals import forecast
from deliberation.readings.proposals.similar import similar
from deliberation.record.engines import db
from deliberation.record.ids import form_id
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.web import afterwards
from deliberation.web.doing import follow
from deliberation.web.errors.pages import page
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor, case_here
from deliberation.web.words.base import say


def offer_groups(form: forms.ProposalForm) -> None:
    """Whom it may concern: the community, or a group of the writer's own."""
    mine = (
        community_reading.groups_of(db.session, g.community.id, current_user.person_id)
        if current_user.person_id
        else frozenset()
    )
    every = community_reading.groups(db.session, g.community.id)
    form.group_id.choices = [
        ("", _("The whole community")),
        *((i, name) for i, name in every.items() if i in mine),
    ]


@blueprint.route("/proposals/new", methods=["GET", "POST"])
def draft() -> Any:
    """Write a proposal: saved as a draft first, so that nothing is lost, then submitted if
    asked.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    case = case_here()
    if Role.resident not in case.roles():
        return page(403, [_("Only residents of this community can propose something.")])
    writing = _Writing(_empty(case), case)
    form, then = writing.form, request.form.get("then")
    if request.method == "GET" or then == "similar":
        return writing.shown(200)
    if then == "private" and form.validate():
        return _to_the_office(writing)
    if not form.validate():
        return writing.not_valid()
    try:
        done = _kept(form)
    except Refused as refused:
        return writing.refused(refused)
    if then != "submit":
        flash(_("Saved as a draft. Only you see it."), "message")
        return redirect(url_for("public.proposal", proposal_id=done.subject_id), 303)
    return _submit(done.subject_id, form.said())


@dataclass(frozen=True)
class _Writing:
    """The page somebody writes a proposal on, with everything that was typed."""

    form: forms.ProposalForm
    case: Case

    def shown(self, status: int, reasons: Sequence[str] = ()) -> Any:
        """With the reasons against it, and what is like the title once there is one."""
        found = (
            similar(db.session, g.community.id, self.form.title.data or "")
            if request.method == "POST"
            else []
        )
        return render_template(
            "propose/proposal/write.html",
            form=self.form,
            reasons=reasons,
            latest=forecast.latest_result(self.case),
            similar=found,
            looked=request.form.get("then") == "similar",
        ), status

    def not_valid(self) -> Any:
        """What is wrong stands beside its field; a form that came too late is sent again."""
        if not self.form.csrf_failed():
            return self.shown(422)
        kept = _("Everything you typed is still here: please press the button again.")
        return self.shown(403, [kept])

    def refused(self, refused: Refused) -> Any:
        """Why it was not taken."""
        return self.shown(refused.status, [say(r) for r in refused.reasons])


def _empty(case: Case) -> forms.ProposalForm:
    """The form as this reader may fill it in."""
    form = forms.ProposalForm()
    offer_groups(form)
    _covenant(form, case)
    if (
        request.form.get("then") != "submit"
    ):  # a draft is its author's alone; the doubts wait until it is submitted
        del form.publish_anyway
    return form


def _kept(form: forms.ProposalForm) -> Done:
    """The draft with what was typed. Raises Refused."""
    return perform(
        acts.Draft(
            act_id=form.attempt_id,
            title=written(form.title),
            body=written(form.body),
            group_id=form.group_id.data or None,
            answers=form.answers(),
        ),
        actor(),
        g.community.id,
    )


def _covenant(form: forms.ProposalForm, case: Case) -> None:
    """The question about the covenant is asked where there is such a kind; ?covenant=1 begins with
    the text in force.
    """
    form.only_kinds_of(case.rulebook)
    if (
        "changes_covenant" in form
        and request.method == "GET"
        and request.args.get("covenant")
        and not form.body.data
    ):
        now = covenant.in_force(db.session, g.community.id)
        form.changes_covenant.data, form.title.data, form.body.data = (
            True,
            now.title if now else None,
            now.body if now else None,
        )


def _to_the_office(writing: _Writing) -> Any:
    """What was typed goes to the community office only: no draft is left, and nothing of it is
    public.
    """
    form = writing.form
    try:
        brought(form.attempt_id, written(form.title), written(form.body))
    except Refused as refused:
        return writing.refused(refused)
    return redirect(url_for("propose.private"), 303)


def _submit(proposal_id: str | None, said: dict[str, Any]) -> Any:
    try:
        done = perform(
            acts.Submit(act_id=form_id(), subject_id=proposal_id, **said),
            actor(),
            g.community.id,
        )
    except Refused as refused:
        if refused.reasons[0].code == "wrong_stage":
            return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)
        for reason in refused.reasons:
            flash(_("Saved as a draft, but not submitted: %(why)s", why=say(reason)), "error")
        return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)
    follow(done)
    thanks = _("Submitted. Now it needs support: tell your neighbours.")
    flash(afterwards.told(ActName.submit, done, thanks), "message")
    return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)
