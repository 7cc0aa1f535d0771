"""Who is on the roll, and who votes for whom: public from the beginning of the notice; whoever is
signed in sees their own entry.
"""

from datetime import datetime
from typing import Any

from flask import abort, g, render_template

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS
from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import owners, proxies, rolls
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.caching import changes_at, public_page
from deliberation.web.tenancy import actor
from deliberation.web.values import address


def _seen(proposal_id: str) -> tuple[Any, Any]:
    """The proposal at a glance and the reader's case; 404 where no roll is shown."""
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id) or not rolls.shown(view.row):
        abort(404)
    return view, proposal_page.viewer(db.session, g.community, view.row, actor()).case


@blueprint.get("/proposals/<proposal_id>/roll")
@public_page(record_stamp)
def roll(proposal_id: str) -> Any:
    """As it would be frozen now, or as it was frozen; with the reader's own entry."""
    view, case = _seen(proposal_id)
    found = rolls.page(db.session, case, address.key("after"))
    if found.whole and found.whole_until:
        changes_at(found.whole_until)
    return render_template(
        "public/rolls/roll.html",
        view=view,
        sums=_sums(view.row, case),
        roll=found,
        mine=rolls.mine(db.session, case),
        case=case,
        proxies=most(case.vote),
        answer_days=case.kind.notice.roll_decide_days,
        objections_until=_objections_until(view.row, case),
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


@blueprint.get("/proposals/<proposal_id>/proxies")
@public_page(record_stamp)
def proxy_list(proposal_id: str) -> Any:
    """Principals and whom they let vote for them; the reader's own with what was asked."""
    view, case = _seen(proposal_id)
    p, full = view.row, _full_names(view.row, case)
    found, more = proxies.listed(db.session, p, full=full, after=address.key("after"))
    own = proxies.own(db.session, p, case.actor.person_id)
    return render_template(
        "public/rolls/proxies.html",
        view=view,
        found=found,
        more=more,
        case=case,
        most=most(case.vote),
        whole=full,
        own=own,
    )


def _full_names(p: Any, case: Case) -> bool:
    """Whether full names are shown now; that they end is said. `p`: the proposal's row."""
    closes = p.closes_at if p.stage != "notice" else None
    full, until = rolls.whole(case, closes), rolls.whole_until(case, closes)
    if full and until is not None:
        changes_at(until)
    return full
