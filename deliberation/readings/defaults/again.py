"""Why a matter is voted on again: which objection was upheld, in what words, or why the supervisors
sent it back. For whoever has to vote again, on the ballot's page and in their message.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables

from .codes import VOID
from .reading import Default, of_each
from .steps import Step, steps_of

NOW = 2**62  # a position after all there are
_O, _R = tables.objection, tables.remark
_OBJECTED = select(_O.c.objection_id, _O.c.ground, _O.c.body).where(
    _O.c.community_id == bindparam("community"),
    _O.c.objection_id.in_(bindparam("refs", expanding=True)),
)
_SENT = select(_R.c.subject_id, _R.c.body).where(
    _R.c.community_id == bindparam("community"),
    _R.c.kind == "returned",
    _R.c.subject_id.in_(bindparam("subjects", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Again:
    """`ground` of the objection that was upheld, None where the supervisors sent it back; `words`
    of whoever objected or sent it back, None where they were erased.
    """

    ground: str | None
    words: str | None


def of_one(s: Any, community: str, row: Any) -> Again | None:
    """Of the vote a matter is in or comes to now; None where no result was undone before it. No
    statement in a first round. row: the proposal's.
    """
    if (row.round_no or 0) < 2:
        return None
    return before(s, community, {NOW: row.proposal_id}).get(NOW)


def before(s: Any, community: str, at: Mapping[int, str]) -> dict[int, Again]:
    """By position of the log, what undid the last result before it, while none came since.
    at: position → subject. Five statements, two where nothing was undone.
    """
    undone = [d for d in of_each(s, community, set(at.values())) if d.undoes == VOID]
    if not undone:
        return {}
    steps = steps_of(s, community, {d.subject_id for d in undone})
    by = {p: d for p, subject in at.items() if (d := _last(undone, steps[subject], p, subject))}
    said = _said(s, community, by.values())
    return {p: said[d.position] for p, d in by.items()}


def _last(undone: list[Default], steps: list[Step], at: int, subject: str) -> Default | None:
    earlier = [d for d in undone if d.subject_id == subject and d.position < at]
    if not earlier:
        return None
    last = earlier[-1]
    counted = (s for s in steps if s.to == Stage.publish.value and last.position < s.position < at)
    return None if any(counted) else last


def _said(s: Any, community: str, found: Iterable[Default]) -> dict[int, Again]:
    """By the position of what undid it."""
    listed = list(found)
    refs, sent = {d.ref for d in listed if d.ref}, {d.subject_id for d in listed if not d.ref}
    of = {"community": community}
    objected = {
        r.objection_id: Again(r.ground, r.body)
        for r in (s.execute(_OBJECTED, {**of, "refs": sorted(refs)}) if refs else ())
    }
    back = {
        r.subject_id: Again(None, r.body)
        for r in (s.execute(_SENT, {**of, "subjects": sorted(sent)}) if sent else ())
    }
    return {
        d.position: (objected.get(d.ref) if d.ref else back.get(d.subject_id)) or Again(None, None)
        for d in listed
    }
