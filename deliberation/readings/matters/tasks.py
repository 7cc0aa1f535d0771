"""Delegated tasks: what was applied for, the money promised and received, reviews, the end.

Read by the list of tasks and by a task's own page. Sums in fen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.readings.proposals.cards import number
from deliberation.record import tables
from deliberation.record.tables.joins import same

MOST = 300


@dataclass(frozen=True, slots=True)
class Task:
    """One task. `money` is read for its own page only."""

    proposal_id: str
    number: str
    title: str | None
    stage: str
    ending: str | None
    organisation: str
    listed: str | None
    rulebook: str | None
    basis: str | None
    starts_on: str
    ends_on: str
    cost: int
    promised: int
    received: int
    given_back: int
    admitted_at: datetime | None
    review_at: datetime | None
    reviewed_at: datetime | None
    verdict: str | None
    review_late: bool
    ended_at: datetime | None
    cause: str | None
    money: tuple[Any, ...] = ()

    @property
    def has_come(self) -> int:
        """Received and not given back."""
        return self.received - self.given_back

    @property
    def missing(self) -> int:
        """Promised and not received; below 0 where more came."""
        return self.promised - self.has_come

    @property
    def in_force(self) -> bool:
        """Taken on and carried out now."""
        return self.stage == "carry_out" and self.admitted_at is not None

    @property
    def standing(self) -> str:
        """in_force, asked (not decided yet), ended (once in force) or not_taken."""
        if self.in_force:
            return "in_force"
        if self.admitted_at is not None:
            return "ended"
        return "not_taken" if self.stage == "closed" else "asked"


def _query() -> Any:
    t, p, o = tables.task, tables.proposal, tables.organisation
    return select(
        t, p.c.title, p.c.stage, p.c.ending, p.c.rulebook, p.c.number_year, p.c.number, o.c.name
    ).select_from(t.join(p, same(t, p, "proposal_id")).join(o, same(t, o, "organisation_id")))


def _task(r: Any, money: tuple[Any, ...] = ()) -> Task:
    return Task(
        r.proposal_id,
        number(r.number_year, r.number),
        r.title,
        r.stage,
        r.ending,
        r.name,
        r.listed,
        r.rulebook,
        r.basis,
        r.starts_on,
        r.ends_on,
        r.cost,
        r.promised,
        r.received,
        r.given_back,
        r.admitted_at,
        r.review_at,
        r.reviewed_at,
        r.verdict,
        r.review_late,
        r.ended_at,
        r.cause,
        money,
    )


def every(s: Any, community: str) -> list[Task]:
    """Newest application first."""
    t = tables.task
    return [
        _task(r)
        for r in s.execute(
            _query()
            .where(t.c.community_id == community)
            .order_by(t.c.at.desc(), t.c.proposal_id.desc())
            .limit(MOST)
        )
    ]


def one(s: Any, community: str, proposal: str) -> Task | None:
    """A task with its money, entry by entry in the order recorded; None for any other matter."""
    t, m = tables.task, tables.task_money
    found = s.execute(
        _query().where(t.c.community_id == community, t.c.proposal_id == proposal)
    ).first()
    if found is None:
        return None
    return _task(
        found,
        tuple(
            s.execute(
                select(m)
                .where(m.c.community_id == community, m.c.proposal_id == proposal)
                .order_by(m.c.at, m.c.entry_id)
                .limit(MOST)
            )
        ),
    )
