"""Pages of what is only for the community office: bringing it, one's own, and the office's answer.
Anybody else gets a page that says there is nothing.

They hang on the blueprint of `propose.routes`.
"""

from typing import Any

from flask import abort, current_app, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.gate import gate
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.cycle.propose.acts import private as private_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.bringing import brought
from deliberation.cycle.propose.forms.private import AnswerPrivateForm, PrivateForm
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import names as people
from deliberation.readings.people import roster
from deliberation.readings.proposals import private_matters
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.web.doing import follow
from deliberation.web.errors.pages import page
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor, case_here
from deliberation.web.words.base import say


@blueprint.get("/private")
def private() -> Any:
    """What I brought; for the office and the supervisors what waits."""
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    s, c = db.session, g.community.id
    reads = not private_matters.READERS.isdisjoint(case_here().roles())
    return render_template(
        "propose/private/private.html",
        mine=private_matters.mine(s, c, current_user.person_id),
        reads=reads,
        waiting=private_matters.waiting(s, c) if reads else [],
        answered=private_matters.answered(s, c) if reads else [],
    )


@blueprint.route("/private/new", methods=["GET", "POST"])
def private_new() -> Any:
    """Title and text, for the office only.

    `from`: a draft of one's own whose words are taken over.
    """
    if not current_user.is_authenticated or not current_user.person_id:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    form = PrivateForm()
    if request.method == "GET":
        against = gate(ActName.bring_private, case_here())
        if against:
            return page(403, [say(r) for r in against])
        _begin_with_draft(form)
        return render_template("propose/private/private_new.html", form=form, reasons=[])
    return _brought(form)


def _brought(form: PrivateForm) -> Any:
    """To the list of one's own once it is taken; else the form again, with why."""
    reasons: list[str] = []
    if form.validate():
        try:
            brought(form.attempt_id, written(form.title), written(form.body))
            return redirect(url_for("propose.private"), 303)
        except Refused as refused:
            reasons = [say(r) for r in refused.reasons]
    return render_template(
        "propose/private/private_new.html", form=form, reasons=reasons
    ), 403 if form.csrf_failed() else 422


def _begin_with_draft(form: PrivateForm) -> None:
    """The words of the reader's own draft the address names, if it names one."""
    wanted = request.args.get("from")
    row = proposal_page.row(db.session, g.community.id, wanted) if wanted else None
    if row is not None and row.author_id == current_user.person_id and not form.title.data:
        form.title.data, form.body.data = row.title, row.body


@blueprint.route("/private/<matter_id>", methods=["GET", "POST"])
def private_one(matter_id: str) -> Any:
    """One matter with its answer, and the form to answer it. For others there is no such page."""
    row, case = (
        private_matters.one(db.session, g.community.id, matter_id),
        case_here() if current_user.is_authenticated else None,
    )
    if case is None or not private_matters.may_read(row, case):
        abort(404)
    form = AnswerPrivateForm() if _may_answer(row, case) else None
    if request.method != "POST":
        return _one_shown(row, case, form, []), 200
    if form is None:
        return page(403, [_("It cannot be answered by you now.")])
    if [r.code for r in gate(ActName.answer_private, case)] == ["factor_needed"]:
        back = current_app.extensions["deliberation.carry_form"]()
        return redirect(url_for("accounts.give_code", next=back), 303)
    reasons: list[str] = []
    if form.validate():
        try:
            _answer(form, matter_id)
            return redirect(url_for("propose.private_one", matter_id=matter_id), 303)
        except Refused as refused:
            reasons = [say(r) for r in refused.reasons]
    return _one_shown(row, case, form, reasons), 422


def _may_answer(row: Any, case: Case) -> bool:
    """The desk answers; a supervisor where the desk is late. Nobody answers themself, or again."""
    roles = case.roles()
    return (
        row.state != "answered"
        and row.person_id != case.me
        and (Role.clerk in roles or (row.state == "late" and Role.supervisor in roles))
    )


def _answer(form: AnswerPrivateForm, matter_id: str) -> None:
    """Perform it. Raises Refused."""
    answer = private_acts.AnswerPrivate(
        act_id=form.attempt_id, matter_id=matter_id, answer=written(form.answer)
    )
    follow(perform(answer, actor(), g.community.id))


def _one_shown(row: Any, case: Case, form: AnswerPrivateForm | None, reasons: list[str]) -> str:
    """The matter as its author, the desk or a supervisor reads it; who wrote it stands there for
    others only.
    """
    author = (
        roster.person(db.session, g.community.id, row.person_id)
        if row.person_id != case.me
        else None
    )
    return render_template(
        "propose/private/private_one.html",
        row=row,
        form=form,
        reasons=reasons,
        who=people.names(db.session, g.community.id, [row.answered_by]),
        reader=author and (author.name or "—"),
    )
