"""Pages of 提议: writing, supporting, discussing, and the deliberation council's table."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.questions import QUESTIONS, answered, classify
from deliberation.charter.numbers import whole
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import BEFORE_NOTICE
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import decency as decency_acts
from deliberation.cycle.propose.acts import file as file_acts
from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import proposal as acts
from deliberation.cycle.propose.acts import thread as thread_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.bringing import brought
from deliberation.cycle.propose.forms import proposal as forms
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import covenant
from deliberation.readings.page import moderation, quotes, thread_order
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people import names as people
from deliberation.readings.proposals import forecast
from deliberation.readings.proposals import lists as proposals
from deliberation.readings.proposals.similar import similar
from deliberation.readings.vote import choosable
from deliberation.record.engines import db
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from deliberation.web.acting import Attempt, PlainActForm, act_page, follow, hidden
from deliberation.web.errors.pages import page
from deliberation.web.forms.typed import written
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor
from deliberation.web.words.base import CODES, say


def _groups(form: forms.ProposalForm) -> None:
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
    digest = community_reading.rulebook_digest(db.session, g.community.id)
    case = desk.case_of(db.session, g.community, actor(), digest)
    if Role.resident not in case.roles():
        return page(403, [_("Only residents of this community can propose something.")])
    form = forms.ProposalForm()
    _groups(form)
    _covenant(form, case)
    if (
        request.form.get("then") != "submit"
    ):  # a draft is its author's alone; the doubts wait until it is submitted
        del form.publish_anyway
    latest = forecast.latest_result(case)
    looked = request.form.get("then") == "similar"

    def again(status: int, reasons: list[str]) -> Any:
        found = (
            similar(db.session, g.community.id, form.title.data or "")
            if request.method == "POST"
            else []
        )
        return render_template(
            "propose/proposal/write.html",
            form=form,
            reasons=reasons,
            latest=latest,
            similar=found,
            looked=looked,
        ), status

    if request.method == "GET" or looked:
        return again(200, [])
    if request.form.get("then") == "private" and form.validate():
        return _to_the_office(form, again)
    if not form.validate():
        kept = _("Everything you typed is still here: please press the button again.")
        late = form.csrf_failed()
        return again(403 if late else 422, [kept] if late else [])
    try:
        done = perform(
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
    except Refused as refused:
        return again(refused.status, [say(r) for r in refused.reasons])
    if request.form.get("then") != "submit":
        flash(_("Saved as a draft. Only you see it."), "message")
        return redirect(url_for("public.proposal", proposal_id=done.proposal_id), 303)
    return _submit(done.proposal_id, form.said())


def _covenant(form: forms.ProposalForm, case: Any) -> None:
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


def _to_the_office(form: forms.ProposalForm, again: Any) -> Any:
    """What was typed goes to the community office only: no draft is left, and nothing of it is
    public.
    """
    try:
        brought(form.attempt_id, written(form.title), written(form.body))
    except Refused as refused:
        return again(refused.status, [say(r) for r in refused.reasons])
    return redirect(url_for("propose.private"), 303)


def _submit(proposal_id: str | None, said: dict[str, Any]) -> Any:
    try:
        done = perform(
            acts.Submit(act_id=new_id(), proposal_id=proposal_id, **said),
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
    flash(_("Submitted. Now it needs support: tell your neighbours."), "message")
    return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)


def _prepare_text(form: Any, attempt: Attempt) -> None:
    _groups(form)
    form.only_kinds_of(attempt.case.rulebook)
    if request.method == "GET" and not form.title.data:
        p = attempt.view.row
        form.title.data, form.body.data, form.group_id.data = p.title, p.body, p.group_id or ""
        for name, yes in answered(p).items():
            if name in form:
                form[name].data = yes
    if attempt.view.row.stage == "draft":
        del form.publish_anyway
    form.only(())  # named when it is submitted
    if attempt.view.row.stage != "draft":
        for name in (*QUESTIONS, "group_id"):
            if name in form:
                del form[name]


def _before_submitting(form: Any, attempt: Attempt) -> None:
    p = attempt.view.row
    form.look(f"{p.title or ''}\n{p.body or ''}")
    book = attempt.case.rulebook
    kind, _note = classify(answered(p), book)
    form.only(matters.of(kind, book.kinds.get(kind)).asks)


def _revise(form: Any, common: dict[str, Any]) -> acts.Revise:
    more = (
        {"group_id": form.group_id.data or None, "answers": form.answers()}
        if "group_id" in form
        else {}
    )
    return acts.Revise(
        **common, title=form.title.data, body=form.body.data, note=form.note.data, **more
    )


def _reasons_list(form: Any, attempt: Attempt) -> None:
    form.reason.choices = [
        (code, CODES.get(code, code)) for code in attempt.case.rulebook.passing_reasons
    ]


def _merge(form: Any, common: dict[str, Any]) -> council_acts.AskMerge:
    year, n = (whole(part) for part in form.into.data.strip().partition("-")[::2])
    found = (
        proposals.by_number(db.session, g.community.id, year, n)
        if year is not None and n is not None
        else None
    )
    return council_acts.AskMerge(**common, into=found or "0" * 26, note=form.note.data)


def _ref() -> str | None:
    """The entry the address names."""
    return (request.view_args or {}).get("ref") or None


def _quoted(form: Any, attempt: Attempt) -> None:
    """A reply shows what it answers.

    The quote is the contribution's id; its words are never copied.
    """
    p = attempt.view.row.proposal_id
    form.quote = quotes.quote(db.session, g.community.id, p, attempt.ref) if attempt.ref else None
    form.quoted = (
        people.names(db.session, g.community.id, [form.quote.person_id])[form.quote.person_id]
        if form.quote
        else None
    )


def _merge_into(form: Any, attempt: Attempt) -> None:
    """What residents asked for is one tap for the council."""
    if request.method == "GET" and not form.into.data:
        form.into.data = request.args.get("into", "")[:12]


def _plans(form: Any, attempt: Attempt) -> None:
    """The plans there are; the one the address names, for taking it off."""
    form.plans = [
        o
        for o in choosable.offered(db.session, g.community.id, attempt.view.row.proposal_id)
        if o.what == "plan" and o.state == "accepted"
    ]
    form.plan = next((o for o in form.plans if o.option_id == attempt.ref), None)
    if attempt.ref and form.plan is None:
        abort(404)


def _other(form: Any, attempt: Attempt) -> None:
    form.other = proposal_page.row(db.session, g.community.id, attempt.ref) if attempt.ref else None
    if form.other is None or hidden(form.other, current_user.person_id):
        abort(404)


@blueprint.get("/proposals/similar")
def similar_titles() -> Any:
    """A piece of a page: public proposals whose titles are like what somebody is typing."""
    return render_template(
        "propose/proposal/_similar.html",
        similar=similar(db.session, g.community.id, request.args.get("q", "").strip()[:60]),
        looked=False,
    )


@blueprint.get("/proposals/<proposal_id>/similar")
def similar_to(proposal_id: str) -> Any:
    """Proposals like this one; a resident asks the council in one tap to merge it into one of
    them.
    """
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    if row is None or row.stage == "draft":
        abort(404)
    mergeable = {s.value for s in BEFORE_NOTICE} if row.stage in ("gather", "take_up") else set()
    return render_template(
        "propose/proposal/similar.html",
        p=row,
        similar=similar(db.session, g.community.id, row.title or "", but=proposal_id, limit=10),
        mergeable=mergeable,
        new_id=new_id,
        may=current_user.is_authenticated and bool(current_user.person_id),
    )


def _back_to_comment() -> str:
    order = request.args.get("order", "")
    return f"/comments/{_ref()}" + (f"?order={order}" if order in thread_order.ORDERS else "")


act_page(blueprint, A.adopt, PlainActForm, lambda f, c: acts.Adopt(**c))
act_page(blueprint, A.revise, forms.ReviseForm, _revise, prepare=_prepare_text)
act_page(
    blueprint,
    A.submit,
    forms.SubmitForm,
    lambda f, c: acts.Submit(**c, **f.said()),
    prepare=_before_submitting,
    template="propose/proposal/submit.html",
)
act_page(
    blueprint,
    A.withdraw,
    forms.ReasonsForm,
    lambda f, c: acts.Withdraw(**c, reasons=f.reasons.data),
)
act_page(blueprint, A.take_over, PlainActForm, lambda f, c: acts.TakeOver(**c))
act_page(blueprint, A.cosign, PlainActForm, lambda f, c: acts.Cosign(**c))
act_page(blueprint, A.take_back, PlainActForm, lambda f, c: acts.TakeBack(**c))
act_page(
    blueprint,
    A.comment,
    forms.CommentForm,
    lambda f, c: acts.Comment(
        **c, body=f.body.data, stance=f.stance.data, parent_id=_ref(), files=f.files.keep()
    ),
    prepare=_quoted,
    straight=True,
    template="propose/proposal/comment.html",
    anchor="#discussion",
)
act_page(
    blueprint,
    A.attach_file,
    forms.AttachForm,
    lambda f, c: file_acts.AttachFile(**c, files=f.files.keep()),
    anchor="#text",
)
act_page(
    blueprint,
    A.offer_plan,
    forms.PlanForm,
    lambda f, c: plan_acts.OfferPlan(**c, title=f.title.data, body=f.body.data),
    prepare=_plans,
    straight=True,
    template="propose/proposal/plan.html",
    anchor="#plans",
)
act_page(
    blueprint,
    A.drop_plan,
    PlainActForm,
    lambda f, c: plan_acts.DropPlan(**c, option_id=_ref() or ""),
    prepare=_plans,
    straight=True,
    template="propose/proposal/plan.html",
    anchor="#plans",
)
act_page(
    blueprint, A.take_up, forms.NoteForm, lambda f, c: council_acts.TakeUp(**c, note=f.note.data)
)
act_page(
    blueprint,
    A.pass_on,
    forms.PassOnForm,
    lambda f, c: council_acts.PassOn(**c, reason=f.reason.data, explanation=f.explanation.data),
    prepare=_reasons_list,
)
act_page(
    blueprint,
    A.ask_merge,
    forms.MergeForm,
    _merge,
    prepare=_merge_into,
    straight=True,
    template="propose/proposal/ask_merge.html",
)
act_page(
    blueprint,
    A.request_merge,
    PlainActForm,
    lambda f, c: merging_acts.RequestMerge(**c, into=_ref() or ""),
    prepare=_other,
    straight=True,
    template="propose/proposal/request_merge.html",
    anchor="#merge",
)
act_page(blueprint, A.agree_merge, PlainActForm, lambda f, c: council_acts.AgreeMerge(**c))
act_page(blueprint, A.decline_merge, PlainActForm, lambda f, c: council_acts.DeclineMerge(**c))
act_page(
    blueprint,
    A.appeal,
    forms.AppealForm,
    lambda f, c: council_acts.Appeal(**c, grounds=f.grounds.data),
)
act_page(
    blueprint,
    A.decide_appeal,
    forms.DecideAppealForm,
    lambda f, c: council_acts.DecideAppeal(**c, outcome=f.outcome.data, reasons=f.reasons.data),
)


def _at_comment(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref
    form.comment = moderation.comment(
        db.session, g.community.id, attempt.view.row.proposal_id, attempt.ref
    )


act_page(
    blueprint,
    A.support_comment,
    PlainActForm,
    lambda f, c: thread_acts.SupportComment(**c, comment_id=_ref() or ""),
    prepare=_at_comment,
    straight=True,
    template="propose/proposal/at_comment.html",
    anchor=_back_to_comment,
)
act_page(
    blueprint,
    A.take_back_support,
    PlainActForm,
    lambda f, c: thread_acts.TakeBackSupport(**c, comment_id=_ref() or ""),
    prepare=_at_comment,
    straight=True,
    template="propose/proposal/at_comment.html",
    anchor=_back_to_comment,
)
act_page(
    blueprint,
    A.report_comment,
    forms.ReportForm,
    lambda f, c: decency_acts.ReportComment(**c, comment_id=f.ref, reason=f.reason.data),
    prepare=_at_comment,
    template="propose/proposal/at_comment.html",
    anchor="#discussion",
)
act_page(
    blueprint,
    A.hide_comment,
    forms.HideForm,
    lambda f, c: decency_acts.HideComment(
        **c, comment_id=f.ref, reason=f.reason.data, note=f.note.data
    ),
    prepare=_at_comment,
    template="propose/proposal/at_comment.html",
    anchor="#discussion",
)
act_page(
    blueprint,
    A.object_hiding,
    forms.ObjectHidingForm,
    lambda f, c: decency_acts.ObjectHiding(**c, comment_id=f.ref, body=f.body.data),
    prepare=_at_comment,
    template="propose/proposal/at_comment.html",
    anchor="#discussion",
)
act_page(
    blueprint,
    A.decide_hiding,
    forms.DecideHidingForm,
    lambda f, c: decency_acts.DecideHiding(
        **c, comment_id=f.ref, outcome=f.outcome.data, reasons=f.reasons.data
    ),
    prepare=_at_comment,
    template="propose/proposal/at_comment.html",
    anchor="#discussion",
)


@blueprint.get("/moderation")
def moderation_log() -> Any:
    """What was hidden, why, by whom and what became of it: public, with counts.

    Whoever moderates also sees what was reported.
    """
    rows = moderation.log(db.session, g.community.id)
    digest = community_reading.rulebook_digest(db.session, g.community.id)
    roles = (
        desk.case_of(db.session, g.community, actor(), digest).roles()
        if current_user.is_authenticated
        else set()
    )
    moderates = not roles.isdisjoint({Role.clerk, Role.committee_member})
    who = people.names(
        db.session, g.community.id, {r.by for r in rows} | {r.decided_by for r in rows}
    )
    return render_template(
        "propose/proposal/moderation.html",
        rows=rows[: moderation.PAGE],
        counts=moderation.counts(db.session, g.community.id),
        who=who,
        moderates=moderates,
        decides=Role.supervisor in roles,
        reported=moderation.reported(db.session, g.community.id) if moderates else [],
        objections=moderation.objections(db.session, g.community.id)
        if Role.supervisor in roles
        else [],
    )
