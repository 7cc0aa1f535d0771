"""The clock's work: attempts every act of its own that is due, through the same gate as everybody.

Idempotent, safe in parallel.

Called by `deliberation tick`, by the server's own thread, and right after an act that set a clock
for now.
"""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deliberation import clock
from deliberation.charter.act import REGISTRY, Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import CLOCK
from deliberation.charter.reasons import Refused
from deliberation.record.write.perform import perform

from . import civic_time, tables
from .engines import Engines, current
from .errands import coming_of_age, dates, private_matters
from .ids import new_id

BATCH = 200
ERRANDS = (dates.acts, coming_of_age.acts, private_matters.acts)
LOG = logging.getLogger(__name__)
_Due = tuple[str, str, str, str, datetime]  # community, subject, act, ref, due at


def run_due(
    engines: Engines | None = None,
    *,
    community: str | None = None,
    subject: str | None = None,
    rounds: int = 50,
) -> int:
    """Attempt what is due now, again until nothing is left; returns how many acts were done.

    Nothing is done over a jump of time that nobody confirmed (`civic_time`). A refusal means
    somebody answered in time, or another process was first: it is not an error and is not repeated
    in this run.
    """
    engines = engines or current()
    if civic_time.jump(engines):
        return 0  # whoever ticks for ever says so, and a person confirms
    done = 0 if subject else _errands(engines, community)
    refused: set[_Due] = set()
    for _ in range(rounds):
        due = [d for d in _due(engines, community, subject) if d not in refused]
        if not due:
            break
        attempted = {d: _attempt(engines, *d) for d in due}
        done += sum(attempted.values())
        refused |= {d for d, was_done in attempted.items() if not was_done}
    return done


def waiting(engines: Engines) -> list[tuple[str, str, int]]:
    """(community, act, how many) of what is due by the server's time: what a tick begins with. More
    may follow from it."""
    t, c = tables.obligation, tables.community
    with engines.read_connection() as conn:
        rows = conn.execute(
            select(c.c.slug, t.c.act, func.count())
            .join(t, t.c.community_id == c.c.community_id)
            .where(*_due_by_now())
            .group_by(c.c.slug, t.c.act)
            .order_by(c.c.slug, t.c.act)
        ).all()
    return [tuple(r) for r in rows]


def _due_by_now() -> tuple[Any, ...]:
    """The clock's own lines that are open and due."""
    t = tables.obligation
    return t.c.due_at <= clock.now(), t.c.ended_at.is_(None), t.c.who_kind == "clock"


def _due(engines: Engines, community: str | None, subject: str | None) -> list[_Due]:
    t = tables.obligation
    query = (
        select(t.c.community_id, t.c.subject_id, t.c.act, t.c.ref, t.c.due_at)
        .where(*_due_by_now())
        .order_by(
            t.c.due_at, t.c.scope
        )  # of one moment what hangs on an entry first, then the stage
        .limit(BATCH)
    )
    if community:
        query = query.where(t.c.community_id == community)
    if subject:
        query = query.where(t.c.subject_id == subject)
    with engines.read_connection() as conn:
        return [tuple(row) for row in conn.execute(query)]


def _errands(engines: Engines, community: str | None) -> int:
    """How many acts were done of what stands in no line of the clock."""
    return sum(
        _try(engines, where, act)
        for errand in ERRANDS
        for where, act in errand(engines, community, BATCH)
    )


def _attempt(
    engines: Engines, community: str, subject: str, act: str, ref: str, due_at: datetime
) -> bool:
    cls = REGISTRY[ActName(act)]
    extra: dict[str, Any] = {"ref": ref} if "ref" in cls.__dataclass_fields__ else {}
    return _try(engines, community, cls(act_id=new_id(), subject_id=subject, **extra))


def _try(engines: Engines, community: str, act: Act) -> bool:
    try:
        perform(act, CLOCK, community, engines)
    except Refused as refused:
        LOG.info("clock: %s on %s refused: %s", act.name, act.subject_id, refused)
        return False
    return True
