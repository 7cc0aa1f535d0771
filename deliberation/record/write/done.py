"""What an act did, and what it did before: the same act again has its first answer. Asked by
`perform`, and by pages whose form came twice.
"""

import hmac
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.charter.act import Act
from deliberation.charter.case import Actor
from deliberation.charter.reasons import Refused
from deliberation.record import tables
from deliberation.record.engines import Engines, current
from deliberation.record.tables.joins import same


@dataclass(frozen=True, slots=True)
class Attempted:
    """An act as somebody attempts it. mac: the keyed digest of its content, to know it again."""

    act: Act
    actor: Actor
    community_id: str
    mac: str


class Conflict(Exception):
    """This act id was used before by somebody else, or with other content (HTTP 409)."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was written. `repeated`: the same act was already done and nothing was written now."""

    community_id: str
    subject_id: str | None
    position: int
    fact_id: str
    kinds: tuple[str, ...]
    repeated: bool = False
    due_now: bool = False
    erased: tuple[str, ...] = ()


def answered(
    act_id: str, person_id: str | None, community_id: str, engines: Engines | None = None
) -> Done | None:
    """What this person's act of this id did; None if nothing was done. Reads only: for a form that
    came twice."""
    row = done_before(engines or current(), community_id, act_id)
    if row is None or row.person_id != person_id:
        return None
    return Done(community_id, row.subject_id, row.position, row.fact_id, (), repeated=True)


def done_before(engines: Engines, community_id: str, act_id: str) -> Any:
    """The row of the act of this id, with the position of its first fact; or None."""
    t, f = tables.act_done, tables.fact
    with engines.read_connection() as conn:
        return conn.execute(
            select(t.c.mac, t.c.person_id, t.c.subject_id, t.c.fact_id, f.c.position)
            .join(f, same(t, f, "fact_id"))
            .where(t.c.community_id == community_id, t.c.act_id == act_id)
        ).first()


def first_answer(engines: Engines, said: Attempted, refused: Refused) -> Done:
    """What this act did when it was done before. Raises `refused` if it was not, and Conflict if
    it was somebody else's or said something else.
    """
    row = done_before(engines, said.community_id, said.act.act_id)
    if row is None:
        raise refused
    if row.person_id != said.actor.person_id or not hmac.compare_digest(row.mac, said.mac):
        raise Conflict(said.act.act_id)
    return Done(said.community_id, row.subject_id, row.position, row.fact_id, (), repeated=True)
