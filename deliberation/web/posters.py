"""What a poster or form of one proposal shows beside its view: the bodies' own names, the address
to type, its QR code.

Called by public.routes.prints for one sheet and by desk.printing.sheets for a week's.
"""

from typing import Any

from deliberation.charter.voting.papers import PAPER
from deliberation.readings import rules
from deliberation.readings.vote import counted_again
from deliberation.record.engines import db
from deliberation.web.access.hosts import outside

from .qr import svg

WHAT = ("notice", "result", "resolution", "call", "protocol")


def fits(view: Any, what: str) -> bool:
    """Whether this proposal has such a sheet now."""
    if what == "call":
        return view.fund is not None and view.fund.balloting and view.row.stage == "gather"
    if what == "protocol":  # also of a vote that was annulled
        return any(r.outcome for r in view.rounds)
    return what in WHAT and (what == "notice" or view.row.outcome is not None)


def short_address(p: Any) -> str:
    """Short enough to be typed from a board. `p`: the proposal's row."""
    return (
        outside("public.by_number", year=p.number_year, number=p.number)
        if p.number
        else outside("public.proposal", proposal_id=p.proposal_id)
    )


def poster(view: Any, community_id: str) -> dict[str, Any]:
    """What the templates print/posters/_notice.html, _result.html and resolution.html need
    beside the view.
    """
    book, p = rules.of(db.session, community_id, view.rulebook_digest), view.row
    address = short_address(p)
    rnd = next((r for r in view.rounds if r.round_no == p.round_no), None)
    last = next((r for r in reversed(view.rounds) if r.outcome), None)
    found = _counted(community_id, p.proposal_id, rnd)
    return {
        "view": view,
        "book": book,
        "qr": svg(address),
        "address": address,
        "round": rnd,
        "found": found,
        "last": last,  # counted: a further round may be open already, which has no protocol yet
        "last_found": found if last is rnd else _counted(community_id, p.proposal_id, last),
        "names": book.names,
        "key": "zh" if book.language == "zh_Hans" else "en",
        "kind": book.kind(p.matter),
        "vote": book.kind(p.matter).vote[book.kind(p.matter).scope(p)],
    }


def _counted(community_id: str, proposal_id: str, rnd: Any) -> counted_again.Working | None:
    """The count of a round held on a paper of several questions."""
    if rnd is None or rnd.rule != PAPER:
        return None
    return counted_again.working(db.session, community_id, proposal_id, rnd)
