"""Pages of proposals that are alike: finding them, asking for a merge, and what its author and
co-signers say to it.
"""

from typing import Any

from flask import abort, g, render_template, request
from flask_login import current_user

from deliberation.charter.acts import ActName as A
from deliberation.charter.numbers import whole
from deliberation.charter.subjects.proposal import BEFORE_NOTICE
from deliberation.cycle.propose.acts import merging as merging_acts
from deliberation.cycle.propose.addressed import entry_named
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import council as council_forms
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.proposals import lists as proposals
from deliberation.readings.proposals.similar import similar
from deliberation.record.engines import db
from deliberation.record.ids import form_id
from deliberation.web.acting import Attempt, PlainActForm, act_page, hidden


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
        form_id=form_id,
        may=current_user.is_authenticated and bool(current_user.person_id),
    )


def _merge(form: Any, common: dict[str, Any]) -> merging_acts.AskMerge:
    year, n = (whole(part) for part in form.into.data.strip().partition("-")[::2])
    found = (
        proposals.by_number(db.session, g.community.id, year, n)
        if year is not None and n is not None
        else None
    )
    return merging_acts.AskMerge(**common, into=found or "0" * 26, note=form.note.data)


def _merge_into(form: Any, attempt: Attempt) -> None:
    """What residents asked for is one tap for the council."""
    if request.method == "GET" and not form.into.data:
        form.into.data = request.args.get("into", "")[:12]


def _other(form: Any, attempt: Attempt) -> None:
    form.other = proposal_page.row(db.session, g.community.id, attempt.ref) if attempt.ref else None
    if form.other is None or hidden(form.other, current_user.person_id):
        abort(404)


act_page(
    blueprint,
    A.ask_merge,
    council_forms.MergeForm,
    _merge,
    prepare=_merge_into,
    straight=True,
    template="propose/proposal/ask_merge.html",
)
act_page(
    blueprint,
    A.request_merge,
    PlainActForm,
    lambda f, c: merging_acts.RequestMerge(**c, into=entry_named() or ""),
    prepare=_other,
    straight=True,
    template="propose/proposal/request_merge.html",
    anchor="#merge",
)
act_page(blueprint, A.agree_merge, PlainActForm, lambda f, c: merging_acts.AgreeMerge(**c))
act_page(blueprint, A.decline_merge, PlainActForm, lambda f, c: merging_acts.DeclineMerge(**c))
