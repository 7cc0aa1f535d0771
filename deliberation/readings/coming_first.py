"""What others have to do before a line of `obligation` is anybody's turn, by what its act says of
itself (`Act.first`): a pile of ballots is settled before the paper is ended, what follows from an
upheld objection is done before a result is certified.

Asked by every reading of those lines.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from deliberation.charter.act import REGISTRY, Ended, First
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same

_O, _P = tables.obligation, tables.proposal.alias("of_round")
_CLOCK = tables.obligation.alias("to_end_first")


def something_first() -> ColumnElement[bool]:
    """SQL: whether something is open that the line's act would be refused for."""
    return _found(len(REGISTRY))


@lru_cache(maxsize=2)
def _found(_acts: int) -> ColumnElement[bool]:
    """Made once all acts are known: their number is the key."""
    found = [(a.value, f) for a, cls in REGISTRY.items() for f in cls.first]
    return or_(*((_O.c.act == act) & _stands_open(f) for act, f in found))


def _stands_open(f: First | Ended) -> ColumnElement[bool]:
    return _runs(f) if isinstance(f, Ended) else _has_row(f)


def _runs(f: Ended) -> ColumnElement[bool]:
    c = _CLOCK.c
    here = c.community_id == _O.c.community_id, c.subject_id == _O.c.subject_id
    running = c.act == f.line.value, c.ended_at.is_(None)
    return exists(select(c.act).where(*here, *running).correlate(_O))


def _has_row(f: First) -> ColumnElement[bool]:
    t: Any = tables.metadata.tables[f.table]
    here = _P.c.community_id == _O.c.community_id, _P.c.proposal_id == _O.c.subject_id
    found = select(t.c.state).select_from(t.join(_P, same(_P, t, *ROUND)))
    return exists(found.where(*here, t.c.state.in_(f.states)).correlate(_O))
