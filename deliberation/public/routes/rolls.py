"""Who is on the roll, who votes for whom, and after the close how each voted, where the rules open
that by name: numbers for everybody from the beginning of the notice, names for the people in office
and for those on the roll (`readings.vote.rolls`). No search engine keeps any of these pages.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.community import OWN, PUBLIC
from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.people.beforehand import against, blank
from deliberation.readings.vote import ballot_papers, named, owners, proxies, rolls
from deliberation.record.engines import current, db
from deliberation.web.caching import public_page
from deliberation.web.errors.pages import page
from deliberation.web.phrases import gettext as _
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor
from deliberation.web.values import opaque

ON_SHEET = 5000  # lines of the sheet for the notice board
POSTING = frozenset(
    {Role.clerk, Role.supervisor, Role.committee_member, Role.election_committee}
)  # who prints it


def unlisted(view: Callable[..., Any]) -> Callable[..., Any]:
    """Search engines are told to keep no copy of the page."""

    @wraps(view)
    def wrapped(**values: Any) -> Any:
        response = make_response(view(**values))
        response.headers["X-Robots-Tag"] = "noindex, noarchive"
        return response

    return wrapped


def _seen(proposal_id: str) -> tuple[Any, Case]:
    """The proposal at a glance and the reader's case; 404 where no roll is shown."""
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id) or not rolls.shown(view.row):
        abort(404)
    return view, proposal_page.viewer(db.session, g.community, view.row, actor()).case


def _place(list_: str, p: Any) -> tuple[Any, ...]:
    """Where a key of one list is good: nowhere else."""
    return list_, p.proposal_id, p.round_no, p.stage == "notice"


def _next(list_: str, p: Any, last: str | None) -> str | None:
    """The key of the next page."""
    return opaque.sealed(last, *_place(list_, p)) if last else None


@blueprint.get("/proposals/<proposal_id>/roll")
@unlisted
@public_page(record_stamp)
def roll(proposal_id: str) -> Any:
    """As it would be frozen now, or as it was frozen; with the reader's own entry."""
    view, case = _seen(proposal_id)
    p, own = view.row, rolls.mine(db.session, case)
    found = rolls.page(db.session, case, own, opaque.asked("from", *_place("roll", p)))
    return render_template(
        "public/rolls/roll.html",
        view=view,
        sums=_sums(p, case),
        roll=found,
        following=_next("roll", p, found.last),
        readable=rolls.may_read(case, own),
        names=case.rulebook.names_of(case.vote.electorate),
        posts=_posts(view, case),
        mine=own,
        case=case,
        proxies=most(case.vote),
        answer_days=case.kind.notice.roll_decide_days,
        objections_until=_objections_until(p, case),
    )


def _sums(row: Any, case: Case) -> Any:
    """All heads and all floor area, where owners decide."""
    if case.vote.electorate != OWNERS:
        return None
    return owners.sums(db.session, g.community.id, row)


def _objections_until(row: Any, case: Case) -> datetime | None:
    """Until when the roll may be objected to; None where it cannot be any more."""
    if row.stage != "notice" or not row.due_at:
        return None
    days = case.kind.notice.roll_objection_days
    until = case.calendar.add_days(row.notice_at, days, g.community.timezone).at
    due: datetime = row.due_at
    return min(until, due)


def _closes(p: Any) -> datetime | None:
    """When the names begin to count their days; None while the vote has no closing time."""
    closes: datetime | None = p.closes_at if p.stage != "notice" else None
    return closes


def _posts(view: Any, case: Case) -> bool:
    """Whether the reader may print the list for the notice board now."""
    return rolls.whole(case, _closes(view.row)) and not case.roles().isdisjoint(POSTING)


@blueprint.get("/proposals/<proposal_id>/roll/sheet")
@unlisted
def roll_sheet(proposal_id: str) -> Any:
    """The published list for the notice board, with principals and proxies (Organic Law Arts 17,
    19), printed in an office; 403 for others, 404 where no list is published now.
    """
    view, case = _seen(proposal_id)
    p = view.row
    if not rolls.whole(case, _closes(p)):
        abort(404)
    if not _posts(view, case):
        return page(403, [_("Only the desk and the offices print the list for the notice board.")])
    found = rolls.page(db.session, case, None, posted=True, most=ON_SHEET)
    listed = proxies.listed(db.session, p, full=True, most=ON_SHEET)[0] if most(case.vote) else []
    until = rolls.whole_until(case, _closes(p))
    return render_template(
        "print/rolls/roll.html", p=p, roll=found, listed=listed, until=until, case=case
    )


@blueprint.get("/proposals/<proposal_id>/proxies")
@unlisted
@public_page(record_stamp)
def proxy_list(proposal_id: str) -> Any:
    """Principals and whom they let vote for them; the reader's own with what was asked."""
    view, case = _seen(proposal_id)
    p, entry = view.row, rolls.mine(db.session, case)
    readable = rolls.may_read(case, entry)
    full = entry is not None and entry.on and rolls.whole(case, _closes(p))
    after = opaque.asked("from", *_place("proxies", p))
    found, last = proxies.listed(db.session, p, full=full, after=after) if readable else ([], None)
    return render_template(
        "public/rolls/proxies.html",
        view=view,
        found=found,
        following=_next("proxies", p, last),
        case=case,
        most=most(case.vote),
        readable=readable,
        many=None if readable else proxies.how_many(db.session, p),
        whole=full,
        own=proxies.own(db.session, p, case.actor.person_id),
        may_give=not against(db.session, case, blank(A.grant_proxy, proposal_id)),
    )


@blueprint.get("/proposals/<proposal_id>/who-voted-how")
@unlisted
def who_voted_how(proposal_id: str) -> Any:
    """After the close, by name, for those on the roll where the rule says so; 404 where the votes
    are public with the result, secret, or nobody's to read.
    """
    view, case = _seen(proposal_id)
    p, names = view.row, case.rulebook.names_of(case.vote.electorate)
    if names in (PUBLIC, OWN) or not named.held(db.session, case):
        abort(404)
    if not rolls.may_read(case, rolls.mine(db.session, case)):
        if not current_user.is_authenticated:
            return redirect(url_for("accounts.sign_in", next=request.path), 303)
        return page(403, [_("How each voted may be read by those on this roll.")])
    found = named.page(db.session, case, opaque.asked("from", *_place("votes", p)))
    return render_template(
        "public/rolls/votes.html",
        view=view,
        votes=found,
        following=_next("votes", p, found.last),
        paper=ballot_papers.paper(db.session, g.community.id, proposal_id, p.round_no),
    )
