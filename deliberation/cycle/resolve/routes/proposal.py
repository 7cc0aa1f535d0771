"""Pages of 决: the ballot with its confirm page, the receipt, signing in at a meeting, the repeat
vote.
"""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.offers import near
from deliberation.charter.needs.rows import filled
from deliberation.charter.subjects.proposal import Stage
from deliberation.cycle.resolve.acts import proposal as acts
from deliberation.cycle.resolve.blueprint import blueprint
from deliberation.cycle.resolve.forms import proposal as forms
from deliberation.readings import defaults, record, tree
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.page.viewer import Viewer
from deliberation.readings.vote import ballot_papers, proxies
from deliberation.record.engines import current, db
from deliberation.web.acting import CONFIRM, PlainActForm, act_page
from deliberation.web.ballot.form import BallotForm
from deliberation.web.errors.pages import page
from deliberation.web.places import Attempt
from deliberation.web.tenancy import actor
from deliberation.web.values import opaque

from .proxy import mine as own_proxies


def _voters(form: Any, attempt: Attempt) -> None:
    """Whoever has not come, by sealed keys: whom the record means by an id is not on this page."""
    p = attempt.view.row
    absent = proposal_page.not_present(db.session, g.community.id, p.proposal_id, p.round_no)
    form.person_id.choices = [
        (opaque.sealed(person_id, "attendance", p.proposal_id), name) for person_id, name in absent
    ]


def _present(form: Any, common: dict[str, Any]) -> acts.RecordAttendance:
    who = opaque.opened(form.person_id.data, "attendance", common["subject_id"])
    return acts.RecordAttendance(**common, person_id=who or "")


def _paper(form: Any, attempt: Attempt) -> None:
    """The paper of this round, if it has one, and whom else the reader votes for."""
    form.held = [x for x in own_proxies(attempt) if x.held and x.state != "given"]
    form.before = attempt.my_ballot.choice if attempt.my_ballot is not None else None
    form.lay(ballot_papers.of_round(db.session, attempt.view.row), form.before)


act_page(
    blueprint,
    A.cast_ballot,
    BallotForm,
    lambda f, c: acts.CastBallot(**c, choice=f.choice.data),
    prepare=_paper,
    straight=True,
    template="resolve/cast_ballot.html",
    confirm=CONFIRM,
)
act_page(
    blueprint,
    A.record_attendance,
    forms.AttendanceForm,
    _present,
    prepare=_voters,
)
act_page(blueprint, A.repeat_vote, PlainActForm, lambda f, c: acts.RepeatVote(**c))


@blueprint.get("/proposals/<proposal_id>/receipt")
def receipt(proposal_id: str) -> Any:
    """The owner's receipt: where their ballot stands in the record, its digest, and the proof that
    it is included.
    """
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in", next=request.path), 303)
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None:
        return page(404)
    seen = proposal_page.viewer(db.session, g.community, view.row, actor())
    mine = _ballot(seen, proposal_id)
    if mine is None:
        return page(404)
    undone, waits = _undone(mine, view.row)
    position = filled(record.position_of(db.session, g.community.id, mine.fact_id))
    return render_template(
        "resolve/receipt.html",
        view=view,
        ballot=mine,
        paper=_paper_of(mine, view),
        undone=undone,
        awaited=waits,
        changes=near(A.cast_ballot, seen.case),
        cast_by=_cast_by(mine, view.row),
        position=position,
        opening=record.ballot_opening(db.session, g.community.id, position, current_user.person_id),
        proof=tree.inclusion(db.session, g.community.id, position),
    )


def _ballot(seen: Viewer, proposal_id: str) -> Any:
    """The reader's ballot of this round, or else their last one here; None without any."""
    return seen.my_ballot or proposal_page.last_ballot(
        db.session, g.community.id, proposal_id, current_user.person_id
    )


def _undone(ballot: Any, p: Any) -> tuple[str | None, list[defaults.Default]]:
    """What the result of its vote is called since, where that stands no more, or waits for what is
    given with it. p: the proposal's row.
    """
    round_no = getattr(ballot, "round_no", p.round_no)
    if p.stage == Stage.vote.value and round_no == p.round_no:
        return None, []
    found = defaults.of_one(db.session, g.community.id, p.proposal_id)
    return defaults.undone(found).get(round_no), defaults.awaited(found, round_no)


def _cast_by(ballot: Any, p: Any) -> str | None:
    """Who cast it by proxy; None where the reader did."""
    round_no = getattr(ballot, "round_no", p.round_no)
    return proxies.cast_by(db.session, p, round_no, current_user.person_id)


def _paper_of(ballot: Any, view: proposal_page.Glance) -> Any:
    """What was asked in the round the ballot is of."""
    p = view.row
    round_no = getattr(ballot, "round_no", p.round_no)
    return ballot_papers.paper(db.session, g.community.id, p.proposal_id, round_no)
