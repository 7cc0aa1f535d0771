"""The clock's work: attempts every act whose deadline is due, through the same gate as everybody. Idempotent, safe in parallel.

Called by `deliberation tick`, by the server's own thread, and right after an act that set a clock for now.
"""

import logging
from datetime import datetime

from sqlalchemy import select

from deliberation import clock
from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import CLOCK
from deliberation.charter.reasons import Refused

from . import casefile, tables
from .engines import Engines, current
from .ids import new_id
from .perform import perform

BATCH = 200
LOG = logging.getLogger(__name__)


def run_due(engines: Engines | None = None, *, community: str | None = None, proposal: str | None = None, rounds: int = 50) -> int:
    """Attempt what is due now, again until nothing is left; returns how many acts were done.

    A refusal means somebody answered in time, or another process was first: it is not an error and is not repeated in this run.
    """
    engines = engines or current()
    done, refused = 0, set()
    for _ in range(rounds):
        due = [d for d in _due(engines, community, proposal) if d not in refused]
        if not due:
            break
        for d in due:
            if _attempt(engines, *d):
                done += 1
            else:
                refused.add(d)
    return done


def _due(engines: Engines, community: str | None, proposal: str | None) -> list[tuple[str, str, str, str, datetime]]:
    t = tables.deadline
    query = select(t.c.community_id, t.c.proposal_id, t.c.act, t.c.ref, t.c.due_at).where(t.c.due_at <= clock.now()).order_by(t.c.due_at).limit(BATCH)
    if community:
        query = query.where(t.c.community_id == community)
    if proposal:
        query = query.where(t.c.proposal_id == proposal)
    with engines.read_connection() as conn:
        return [tuple(row) for row in conn.execute(query)]


def _attempt(engines: Engines, community: str, proposal: str, act: str, ref: str, due_at: datetime) -> bool:
    later = _moved_later(engines, community, proposal, act, ref)
    try:
        if later:
            perform(REGISTRY[ActName.move_deadline](act_id=new_id(), proposal_id=proposal, act=act, ref=ref, due_at=later.at,
                                                    provisional=later.provisional), CLOCK, community, engines)
        else:
            cls = REGISTRY[ActName(act)]
            extra = {"ref": ref} if "ref" in cls.__dataclass_fields__ else {}
            perform(cls(act_id=new_id(), proposal_id=proposal, **extra), CLOCK, community, engines)
    except Refused as refused:
        LOG.info("clock: %s on %s refused: %s", act, proposal, refused)
        return False
    return True


def _moved_later(engines: Engines, community: str, proposal: str, act: str, ref: str):
    """A provisional date is counted again once its year is announced; it only ever moves later, and never stops a tick."""
    t, p, c = tables.deadline, tables.proposal, tables.community
    with engines.read_connection() as conn:
        row = conn.execute(select(t.c.due_at, t.c.start_at, t.c.days, t.c.provisional, p.c.rulebook, c.c.timezone)
                           .join(p, (p.c.community_id == t.c.community_id) & (p.c.proposal_id == t.c.proposal_id))
                           .join(c, c.c.community_id == t.c.community_id)
                           .where(t.c.community_id == community, t.c.proposal_id == proposal, t.c.act == act, t.c.ref == ref)).first()
        if row is None or not row.provisional:
            return None
        calendar = Calendar.load(casefile.rulebook_of(conn, community, row.rulebook).calendar)
    settled = calendar.settle(row.due_at, row.start_at, row.days, row.timezone)
    return settled if settled.at > row.due_at else None
