"""What pages of paper ballots share: who may, what is attempted, how a page is shown."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation.accounts.landing import to_sign_in
from deliberation.charter.act import attempt as attempt_of
from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case
from deliberation.charter.cycle.gate import fresh_factor
from deliberation.charter.needs.paper import Batch
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.numbers import whole
from deliberation.charter.roles import Role
from deliberation.charter.voting import paper as pb
from deliberation.desk import attempting
from deliberation.desk.guard import ask_code
from deliberation.desk.piles import sums as paper_sums
from deliberation.readings.desk import paper as paper_desk
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db
from deliberation.web.tenancy import actor

TALLY = (Role.clerk, Role.supervisor)


def desk_of(
    *roles: Role, looking: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A page of one open vote for people in these offices: the view is called with the proposal's
    row and the reader's case. `looking`: nothing is done there.
    """

    def make(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapped(proposal_id: str, **values: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            p, case = _at_the_desk(proposal_id, roles)
            return _elsewhere(p, case, looking=looking) or view(p, case, **values)

        return wrapped

    return make


def _elsewhere(p: Any, case: Case, *, looking: bool) -> Any:
    """Where the reader goes first: away once the vote is over, or for a fresh code; None for
    nowhere.
    """
    if p.stage != "vote":
        flash(_("The vote is over. What was on paper stands with its result."), "message")
        return redirect(url_for("public.proposal", proposal_id=p.proposal_id), 303)
    return None if looking or fresh_factor(case) else ask_code()


def _at_the_desk(proposal_id: str, roles: tuple[Role, ...]) -> tuple[Any, Case]:
    """The proposal's row and the reader's case, with the paper of the vote in it; 404, or 403 for
    whoever is in none of these offices.
    """
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None:
        abort(404)
    case = proposal_page.viewer(db.session, g.community, p, actor()).case
    if case.roles().isdisjoint(roles):
        abort(403)
    if p.stage == "draft":
        abort(404)
    case.answers[THE_PAPER] = paper_desk.paper_of(db.session, g.community.id, p)
    return p, case


def attempt(name: A, p: Any, act_id: str, who: Actor | None = None, **fields: Any) -> list[str]:
    """Perform an act of the paper desk; → the reasons against, in words, or nothing."""
    act = attempt_of(name, act_id=act_id, proposal_id=p.proposal_id, **fields)
    return attempting.attempt(act, who=who)


def back(p: Any, **more: Any) -> Any:
    """To the list of the vote's paper."""
    return redirect(url_for("desk.paper", proposal_id=p.proposal_id, **more), 303)


def page_of(template: str, p: Any, case: Case, *, reasons: Sequence[str] = (), **more: Any) -> Any:
    """A page about the vote's paper; 422 when something was refused."""
    return render_template(
        template,
        p=p,
        case=case,
        secret=pb.is_secret(case),
        over=case.now >= p.closes_at,
        is_clerk=Role.clerk in case.roles(),
        is_supervisor=Role.supervisor in case.roles(),
        me=case.me,
        reasons=reasons,
        **more,
    ), 422 if reasons or (request.method == "POST" and not more.get("looked")) else 200


def batch_of(p: Any, case: Case, batch_id: str) -> Batch:
    """The pile of this round, or 404."""
    found = paper_desk.of_round(db.session, g.community.id, p, secret=pb.is_secret(case)).batches
    return next((b for b in found if b.batch_id == batch_id), None) or abort(404)


def posts_of(p: Any, case: Case) -> dict[int, str]:
    """Question → the post it is about; nothing where nobody is elected."""
    return paper_desk.posts(db.session, g.community.id, p) if case.kind.election else {}


def count_of(typed: str) -> int:
    """How many ballots a pile is said to have; 0 when that is no number."""
    return whole(typed, most=999) or 0


def sums_of(p: Any, case: Case) -> list[paper_sums.Sums]:
    """What is summed of each question of a secret ballot; nothing of a vote by name."""
    if not pb.is_secret(case):
        return []
    paper = ballot_papers.of_round(db.session, p)
    return paper_sums.asked(
        paper,
        posts_of(p, case),
        write_ins=bool(case.kind.election and case.kind.election.write_ins),
        values=request.form,
    )
