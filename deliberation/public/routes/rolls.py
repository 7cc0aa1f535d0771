"""Who is on the roll, and who votes for whom: public from the beginning of the notice; whoever is
signed in sees their own entry.
"""

from typing import Any

from flask import abort, g, render_template

from deliberation.charter.owning import OWNERS
from deliberation.charter.voting.proxies import most
from deliberation.public.blueprint import blueprint
from deliberation.readings import community as community_reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.vote import owners, proxies, rolls
from deliberation.record.engines import current, db
from deliberation.web.acting import hidden
from deliberation.web.caching import Stamp, changes_at, public_page
from deliberation.web.tenancy import actor
from deliberation.web.values import address


def _stamp(**_values: Any) -> Stamp:
    community = g.community.id
    return lambda s: community_reading.record_size(s, community)


def _seen(proposal_id: str) -> tuple[Any, Any]:
    """The proposal at a glance and the reader's case; 404 where no roll is shown."""
    view = proposal_page.glance(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id) or not rolls.shown(view.row):
        abort(404)
    return view, proposal_page.viewer(db.session, g.community, view.row, actor()).case


@blueprint.get("/proposals/<proposal_id>/roll")
@public_page(_stamp)
def roll(proposal_id: str) -> Any:
    """As it would be frozen now, or as it was frozen; with the reader's own entry."""
    view, case = _seen(proposal_id)
    found = rolls.page(db.session, case, address.key("after"))
    if found.whole and found.whole_until:
        changes_at(found.whole_until)
    rule = case.kind.notice
    until = case.calendar.add_days(
        view.row.notice_at, rule.roll_objection_days, g.community.timezone
    ).at
    sums = (
        owners.sums(db.session, g.community.id, view.row)
        if case.vote.electorate == OWNERS
        else None
    )
    return render_template(
        "public/rolls/roll.html",
        view=view,
        sums=sums,
        roll=found,
        mine=rolls.mine(db.session, case),
        case=case,
        proxies=most(case.vote),
        answer_days=rule.roll_decide_days,
        objections_until=min(until, view.row.due_at)
        if view.row.stage == "notice" and view.row.due_at
        else None,
    )


@blueprint.get("/proposals/<proposal_id>/proxies")
@public_page(_stamp)
def proxy_list(proposal_id: str) -> Any:
    """Principals and whom they let vote for them; the reader's own with what was asked."""
    view, case = _seen(proposal_id)
    p = view.row
    closes = p.closes_at if p.stage != "notice" else None
    full = rolls.whole(case, closes)
    until = rolls.whole_until(case, closes)
    if full and until is not None:
        changes_at(until)
    found, more = proxies.listed(db.session, p, full=full, after=address.key("after"))
    return render_template(
        "public/rolls/proxies.html",
        view=view,
        found=found,
        more=more,
        case=case,
        most=most(case.vote),
        whole=full,
        own=proxies.own(db.session, p, case.actor.person_id),
    )
