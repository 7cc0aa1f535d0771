"""What can be chosen: plans, projects and candidates of a proposal, whatever became of them. One
query, two with people in it.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.readings.people.names import names
from deliberation.record import tables


@dataclass(frozen=True, slots=True)
class Choosable:
    """One option. `number` on the paper (0: on none); `name` is None where it was erased; `cost` in
    fen; `place` among the winners, or None.
    """

    number: int
    option_id: str
    what: str
    name: str | None
    body: str | None
    cost: int
    state: str
    by: str
    code: str | None = None
    reasons: str | None = None
    place: int | None = None


def offered(s: Any, community: str, proposal: str) -> tuple[Choosable, ...]:
    """Everything offered for this proposal, in the order it came, whatever became of it.

    One query, two with people in it.
    """
    t = tables.ballot_option
    rows = s.execute(
        select(t)
        .where(t.c.community_id == community, t.c.proposal_id == proposal)
        .order_by(t.c.at, t.c.option_id)
    ).all()
    who = _people(s, community, rows)
    return tuple(_choosable(r, 0, r.cost, None, who) for r in rows)


def _people(s: Any, community: str, rows: Any) -> dict[str | None, Any]:
    """Names of candidates whose option has none of its own."""
    return names(s, community, [r.person_id for r in rows if not r.title])


def _choosable(
    r: Any, number: int, cost: int, place: int | None, who: dict[str | None, Any]
) -> Choosable:
    name = r.title or (who[r.person_id].name if r.person_id else None)
    return Choosable(
        number, r.option_id, r.what, name, r.body, cost, r.state, r.by, r.code, r.reasons, place
    )
