"""The discussion of a proposal, page by page in four orders, and the link of each contribution."""

from dataclasses import dataclass
from typing import Any

from flask import abort, g, redirect, render_template, request, url_for

from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import proposal_stamp
from deliberation.readings.page import attachments, threads
from deliberation.readings.page import proposal as proposal_page
from deliberation.readings.page.reader import Reader, reader
from deliberation.readings.people import names as people
from deliberation.record.engines import current, db
from deliberation.record.ids import form_id
from deliberation.web.caching import public_page
from deliberation.web.places import hidden
from deliberation.web.tenancy import actor

STANCES = ("for", "against", "neutral")


@blueprint.get("/proposals/<proposal_id>/comments/<comment_id>")
def comment_link(proposal_id: str, comment_id: str) -> Any:
    """Where a contribution stands, in the order asked for."""
    row = proposal_page.row(db.session, g.community.id, proposal_id)
    order = _order()
    if row is None or hidden(row, actor().person_id):
        abort(404)
    if threads.page_of(db.session, g.community.id, proposal_id, comment_id, order) is None:
        abort(404)
    to = url_for(
        "public.discussion",
        proposal_id=proposal_id,
        at=comment_id,
        order=None if order == "newest" else order,
        _anchor=f"c-{comment_id}",
    )
    return redirect(to, 303)


@blueprint.get("/proposals/<proposal_id>/discussion")
@public_page(proposal_stamp)
def discussion(proposal_id: str) -> Any:
    """One page of contributions: newest first, most supported first, by stance, or by office of the
    writer.
    """
    view = proposal_page.page(db.session, current().url, g.community, proposal_id)
    if view is None or hidden(view.row, actor().person_id):
        abort(404)
    wanted = _wanted(proposal_id)
    thread = _thread(proposal_id, wanted, at_desk=bool(view.desk_counts.get("comment")))
    return render_template(
        "public/proposal/discussion.html",
        view=view,
        thread=thread,
        group=threads.GROUPS[wanted.order][0] if wanted.order in threads.GROUPS else "",
        stances=STANCES,
        form_id=form_id,
        **vars(wanted),
        reader=_reader(view),
        **_beside(thread, proposal_id),
    )


@dataclass(frozen=True)
class _Wanted:
    """Which page of the discussion: of one stance, in an order, from a contribution on (`at`) or
    behind the last one seen.
    """

    stance: str
    order: str
    at: str
    start: threads.Key | None


def _wanted(proposal_id: str) -> _Wanted:
    stance = request.args.get("stance", "")
    stance = stance if stance in STANCES else ""
    order, at = "newest" if stance else _order(), request.args.get("at", "")
    return _Wanted(stance, order, at, _start(proposal_id, order, at))


def _thread(proposal_id: str, wanted: _Wanted, *, at_desk: bool) -> threads.Thread:
    """`at_desk`: whether any contribution was entered there."""
    return threads.read(
        db.session,
        g.community.id,
        proposal_id,
        order=wanted.order,
        stance=wanted.stance,
        start=wanted.start,
        including=bool(wanted.at),
        desk=at_desk,
    )


def _reader(view: proposal_page.ProposalView) -> Reader:
    """What whoever reads can press."""
    seen = proposal_page.viewer(db.session, g.community, view.row, actor())
    return reader(db.session, seen.case, view.row.proposal_id)


def _beside(thread: threads.Thread, proposal_id: str) -> dict[str, Any]:
    """What stands with the contributions: names and files."""
    person, community = actor().person_id, g.community.id
    ids = [c.comment_id for c in thread.rows]
    return {
        "who": people.names(db.session, community, thread.people),
        "one_by_one": person is not None,
        "files": attachments.hanging(db.session, community, proposal_id, ids),
    }


def _order() -> str:
    wanted = request.args.get("order", "newest")
    return wanted if wanted in threads.ORDERS else "newest"


def _start(proposal_id: str, order: str, at: str) -> threads.Key | None:
    if at:
        return threads.page_of(db.session, g.community.id, proposal_id, at, order) or abort(404)
    after = request.args.get("after")
    try:
        return threads.Key.read(after, order) if after else None
    except ValueError:  # a cut link: the first page
        return None
