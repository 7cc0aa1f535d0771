"""What a poster or form of one proposal shows beside its view: the bodies' own names, the address
to type, its QR code; and how large a text may be on one sheet.

Called by public.routes.prints for one sheet and by desk.printing.sheets for a week's.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any
from unicodedata import east_asian_width

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
    return {
        "view": view,
        "book": book,
        "qr": svg(address),
        "address": address,
        "round": rnd,
        "found": _counted(community_id, p.proposal_id, rnd),
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


@dataclass(frozen=True, slots=True)
class OnePage:
    """A text as it fits on a sheet of A4 with title and code: the class of its type, and the text;
    `cut` where the end is left out.
    """

    size: str
    text: str
    cut: bool = False


# class, wide characters a line, lines
_SIZES = (("big", 33, 13), ("", 41, 19), ("small", 47, 25))


def one_page(text: str) -> OnePage:
    """The largest type in which it fits; in the smallest as much as fits."""
    for size, wide, most in _SIZES:
        if sum(_lines(line, wide) for line in text.splitlines()) <= most:
            return OnePage(size, text)
    kept, left = [], most
    for line in text.splitlines():
        kept.append(line if _lines(line, wide) <= left else _begin(line, wide * left))
        left -= _lines(line, wide)
        if left <= 0:
            break
    return OnePage(size, "\n".join(kept) + "…", cut=True)


def _lines(line: str, wide: int) -> int:
    return max(1, ceil(_width(line) / wide))


def _width(text: str) -> float:
    """In wide characters; a letter of the alphabet takes little more than half of one."""
    return sum(1 if east_asian_width(c) in "WFA" else 0.56 for c in text)


def _begin(line: str, wide: int) -> str:
    kept = ""
    for c in line:
        if _width(kept) >= wide - 1:
            break
        kept += c
    return kept
