"""Who certified a count and who refused, where one was refused. Called by `reading`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.record import tables

from .codes import REFUSED, SPLIT
from .steps import chunks

_C = tables.certificate
Round = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Signed:
    """(verdict, person), in the order they signed, the last word of each; `code`: refused, or both.
    `before`: whether all that was refused is of a count that was made again since.
    """

    code: str
    names: tuple[tuple[str, str], ...]
    before: bool


def of(s: Any, community: str, proposals: Iterable[str]) -> dict[Round, Signed]:
    """(proposal, round) → its certificates, of each with one that was refused."""
    found: dict[Round, list[Any]] = defaultdict(list)
    said = (_C.c.proposal_id, _C.c.round_no, _C.c.verdict, _C.c.person_id, _C.c.stands)
    for some in chunks(proposals):
        query = select(*said).where(_C.c.community_id == community, _C.c.proposal_id.in_(some))
        for r in s.execute(query.order_by(_C.c.at, _C.c.verdict, _C.c.person_id)):
            found[r.proposal_id, r.round_no].append(r)
    return {key: _signed(rows) for key, rows in found.items()}


def _signed(rows: list[Any]) -> Signed:
    """Where whoever refused has certified the count made again, that they refused is left."""
    refused = [r for r in rows if r.verdict == "refuse"]
    last = list({r.person_id: r for r in rows}.values())
    split = any(r.verdict == "refuse" for r in last) and any(r.verdict == "certify" for r in last)
    names = tuple((r.verdict, r.person_id) for r in (last if split else refused))
    before = not any(r.stands for r in refused)
    return Signed(SPLIT if split else REFUSED, tuple(dict.fromkeys(names)), before)
