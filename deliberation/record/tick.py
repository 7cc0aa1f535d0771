"""The clock's work: attempts every act whose deadline is due, through the same gate as everybody.

Idempotent, safe in parallel.

Called by `deliberation tick`, by the server's own thread, and right after an act that set a clock
for now.
"""

import logging
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from deliberation import clock
from deliberation.charter.act import REGISTRY, Act, attempt
from deliberation.charter.acts import ActName
from deliberation.charter.calendar import Calendar, Due
from deliberation.charter.case import CLOCK
from deliberation.charter.reasons import Refused
from deliberation.charter.roles import ADULT
from deliberation.charter.rulebook import Rulebook
from deliberation.record.tables.joins import same
from deliberation.record.write.perform import perform
from deliberation.record.write.rules import rulebook_of

from . import civic_time, tables
from .engines import Engines, current
from .ids import new_id

BATCH = 200
LOG = logging.getLogger(__name__)


def run_due(
    engines: Engines | None = None,
    *,
    community: str | None = None,
    proposal: str | None = None,
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
    done, refused = (
        (
            0
            if proposal
            else _settle(engines, community)
            + _come_of_age(engines, community)
            + _late(engines, community)
        ),
        set(),
    )
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


def waiting(engines: Engines) -> list[tuple[str, str, int]]:
    """(community, act, how many) of what is due by the server's time: what a tick begins with. More
    may follow from it."""
    t, c = tables.deadline, tables.community
    with engines.read_connection() as conn:
        rows = conn.execute(
            select(c.c.slug, t.c.act, func.count())
            .join(t, t.c.community_id == c.c.community_id)
            .where(t.c.due_at <= clock.now())
            .group_by(c.c.slug, t.c.act)
            .order_by(c.c.slug, t.c.act)
        ).all()
    return [tuple(r) for r in rows]


def _due(
    engines: Engines, community: str | None, proposal: str | None
) -> list[tuple[str, str, str, str, datetime]]:
    t = tables.deadline
    query = (
        select(t.c.community_id, t.c.proposal_id, t.c.act, t.c.ref, t.c.due_at)
        .where(t.c.due_at <= clock.now())
        .order_by(t.c.due_at)
        .limit(BATCH)
    )
    if community:
        query = query.where(t.c.community_id == community)
    if proposal:
        query = query.where(t.c.proposal_id == proposal)
    with engines.read_connection() as conn:
        return [tuple(row) for row in conn.execute(query)]


def _attempt(
    engines: Engines, community: str, proposal: str, act: str, ref: str, due_at: datetime
) -> bool:
    cls = REGISTRY[ActName(act)]
    extra: dict[str, Any] = {"ref": ref} if "ref" in cls.__dataclass_fields__ else {}
    return _try(engines, community, cls(act_id=new_id(), proposal_id=proposal, **extra))


def _act(name: ActName, **said: Any) -> Act:
    return attempt(name, act_id=new_id(), **said)


def _try(engines: Engines, community: str, act: Act) -> bool:
    try:
        perform(act, CLOCK, community, engines)
    except Refused as refused:
        LOG.info("clock: %s on %s refused: %s", act.name, act.proposal_id, refused)
        return False
    return True


def _settle(engines: Engines, community: str | None) -> int:
    """Provisional dates are counted again as soon as their year is announced; they only ever move
    later, and never stop a tick.
    """
    t, p, c = tables.deadline, tables.proposal, tables.community
    query = (
        select(t, p.c.rulebook, p.c.matter, p.c.group_id, p.c.phase, c.c.timezone)
        .join(p, same(t, p, "proposal_id"))
        .join(c, c.c.community_id == t.c.community_id)
        .where(t.c.provisional.is_(True))
        .limit(BATCH)
    )
    with engines.read_connection() as conn:
        rows = conn.execute(
            query.where(t.c.community_id == community) if community else query
        ).all()
        books = {
            (r.community_id, r.rulebook): rulebook_of(conn, r.community_id, r.rulebook)
            for r in rows
        }
    done = 0
    for r in rows:
        settled = _settled(r, books[r.community_id, r.rulebook])
        if settled.at > r.due_at or not settled.provisional:
            done += _try(
                engines,
                r.community_id,
                _act(
                    ActName.move_deadline,
                    proposal_id=r.proposal_id,
                    act=r.act,
                    ref=r.ref,
                    due_at=settled.at,
                    provisional=settled.provisional,
                ),
            )
    return done


def _settled(row: Any, book: Rulebook) -> Due:
    calendar = Calendar.load(book.calendar)
    if row.act != ActName.close_vote.value:
        return calendar.settle(row.due_at, row.start_at, row.days, row.timezone)
    rule = book.kind(row.matter).vote[book.kind(row.matter).scope(row)]
    window = calendar.voting_window(
        row.start_at, row.days, row.timezone, min_working_days=rule.min_working_days
    )
    return Due(max(row.due_at, window.at), window.provisional)


def _late(engines: Engines, community: str | None) -> int:
    """What was brought to the office alone and not answered in its days: the supervisors are
    told.
    """
    t = tables.private_matter
    query = (
        select(t.c.community_id, t.c.matter_id)
        .where(t.c.state == "open", t.c.due_at <= clock.now())
        .limit(BATCH)
    )
    with engines.read_connection() as conn:
        rows = conn.execute(
            query.where(t.c.community_id == community) if community else query
        ).all()
    return sum(
        _try(
            engines,
            r.community_id,
            _act(ActName.mark_private, matter_id=r.matter_id),
        )
        for r in rows
    )


_grown: dict[tuple[str, str], date] = {}


def _come_of_age(engines: Engines, community: str | None) -> int:
    """Once in each local day: minors who are 18 by now (Civil Code Art 17) become adults of the
    roster.
    """
    t, p, done = tables.community, tables.person, 0
    with engines.read_connection() as conn:
        query = select(t.c.community_id, t.c.timezone)
        for r in conn.execute(
            query.where(t.c.community_id == community) if community else query
        ).all():
            today = clock.now().astimezone(ZoneInfo(r.timezone)).date()
            if _grown.get((engines.url, r.community_id)) == today:
                continue
            born_until = f"{today.year - ADULT:04d}-{today:%m-%d}"
            grown = (
                conn.execute(
                    select(p.c.person_id).where(
                        p.c.community_id == r.community_id,
                        p.c.standing == "minor",
                        p.c.birth_date <= born_until,
                    )
                )
                .scalars()
                .all()
            )
            done += sum(
                _try(
                    engines,
                    r.community_id,
                    _act(ActName.come_of_age, person_id=person),
                )
                for person in grown
            )
            _grown[engines.url, r.community_id] = today
    return done
