"""The clerk's day: what is to do by due date, what must hang on the boards, whom to call before a
vote closes, and three lines for the chat group.
"""

from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from deliberation import clock
from deliberation.accounts.landing import to_sign_in
from deliberation.charter.cycle.windows import still_takes
from deliberation.charter.roles import Role
from deliberation.desk.blueprint import blueprint
from deliberation.desk.guard import clerks_only
from deliberation.readings import rules
from deliberation.readings.desk import day as reading
from deliberation.readings.desk import print_job
from deliberation.readings.desk import waiting as desk_reading
from deliberation.readings.page import lost_sheets
from deliberation.readings.page import posting as posting_reading
from deliberation.readings.page import proposal as proposal_page
from deliberation.record.engines import current, db
from deliberation.record.private import audit
from deliberation.web.access import proxies
from deliberation.web.access.hosts import outside
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor, case_here
from deliberation.web.values import address

STORMS_SHOWN = 5


@blueprint.get("/desk/today")
@clerks_only
def today() -> Any:
    """今天要做: the desk's work by due date, each line with the one link that does it."""
    s, c, start = db.session, g.community.id, address.number("from") or 0
    case, desk = case_here(), desk_reading.Only(office=Role.clerk)
    votes = reading.open_votes(s, c)
    return render_template(
        "desk/day/today.html",
        waiting=desk_reading.waiting(s, case, desk, start=start),
        how_many=desk_reading.count(s, case, desk),
        start=start,
        page=desk_reading.MOST,
        sheets=posting_reading.asked(s, c, clock.now()),
        lost=_lost(),
        gathering=print_job.gathering(s, c, case.rulebook, case.now),
        votes=votes,
        signed_in={v.proposal_id for v in votes if rules.signing_in_counts(s, c, v)},
        proxy=proxies.here(),
        storms=audit.storms(c, most=STORMS_SHOWN),
    )


@blueprint.get("/desk/posting")
@clerks_only
def posting() -> Any:
    """Notices and results that are to be posted, and those that hang, each with its poster."""
    s, c, now = db.session, g.community, clock.now()
    today = case_here().calendar.local_day(now, c.timezone)
    return render_template(
        "desk/day/posting.html",
        asked=posting_reading.asked(s, c.id, now),
        hanging=posting_reading.hanging(s, c.id, now, today),
        lost=_lost(),
    )


def _lost() -> list[posting_reading.Posting]:
    """Sheets to take down."""
    calendar = case_here().calendar
    today = calendar.local_day(clock.now(), g.community.timezone)
    return lost_sheets.lost(db.session, g.community, calendar, today)


@blueprint.get("/proposals/<proposal_id>/call-list")
def call_list(proposal_id: str) -> Any:
    """Who has not voted: for clerks and supervisors, while the vote is open.

    It never says what anybody chose.
    """
    if not current_user.is_authenticated:
        return to_sign_in()
    roles = case_here().roles()
    if roles.isdisjoint({Role.clerk, Role.supervisor}):
        abort(403)
    p = proposal_page.row(db.session, g.community.id, proposal_id)
    if p is None or p.stage != "vote":
        abort(404)
    if not still_takes(p, clock.now()):
        flash(_("The vote is over."), "message")
        return redirect(url_for("public.proposal", proposal_id=proposal_id), 303)
    return render_template(
        "desk/day/call_list.html",
        p=p,
        is_clerk=Role.clerk in roles,
        signed_in=rules.signing_in_counts(db.session, g.community.id, p),
        rows=reading.not_voted(db.session, g.community.id, proposal_id, p.round_no),
    )


@blueprint.get("/proposals/<proposal_id>/message")
def chat_message(proposal_id: str) -> Any:
    """Three lines with a link, to be copied into the chat group; in the community's own words,
    without a name in them.
    """
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id):
        abort(404)
    p = view.row
    address = (
        outside("public.by_number", year=p.number_year, number=p.number)
        if p.number
        else outside("public.proposal", proposal_id=proposal_id)
    )
    rnd = next((r for r in view.rounds if r.round_no == p.round_no), None)
    return render_template("desk/day/message.html", view=view, p=p, address=address, round=rnd)
