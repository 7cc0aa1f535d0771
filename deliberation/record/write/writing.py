"""From facts to rows: apply, advance the log, store. Called by `perform`, in its transaction."""

from sqlalchemy import Connection, select, update

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people.people import BodyErased
from deliberation.charter.facts.proposal.cycle import DeadlineSet, StageMoved
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Change, execute
from deliberation.record.engines import together
from deliberation.record.ids import new_id
from deliberation.record.log import facts as log

from . import search_index
from .done import Done


def write(
    conn: Connection, case: Case, facts: list[Fact], attempt: log.Attempt, proposal: str | None
) -> Done:
    """Apply, advance the log and store, in this order, inside the caller's transaction.

    proposal: what the act named, for facts that name none.
    """
    community = case.community.id
    named = [(new_id(), f) for f in facts]
    with together(conn):
        execute(conn, _changes(named, case, attempt))
        search_index.follow(conn, community, facts)
    written = log.append(conn, community, named, case.now, attempt)
    _erase_bodies(conn, community, facts)
    return Done(
        community,
        next((f.proposal for f in facts if f.proposal), proposal),
        written[0].position,
        written[0].fact_id,
        tuple(w.kind for w in written),
        due_now=_due_now(facts),
        erased=tuple(f.fact for f in facts if isinstance(f, BodyErased)),
    )


def _changes(named: list[tuple[str, Fact]], case: Case, attempt: log.Attempt) -> list[Change]:
    """The rows of all facts; the first fact of an act carries the digest of its content."""
    changes: list[Change] = []
    for i, (fact_id, f) in enumerate(named):
        header = Header(
            case.community.id,
            fact_id,
            case.now,
            attempt.act_id,
            attempt.person,
            attempt.role,
            attempt.mac if i == 0 else None,
        )
        changes += apply(f, header)
    return changes


def _due_now(facts: list[Fact]) -> bool:
    """Whether the act set a clock for now."""
    return any(
        d["days"] == 0
        for f in facts
        if isinstance(f, DeadlineSet | StageMoved)
        for d in f.deadlines or ()
    )


def _erase_bodies(conn: Connection, community: str, facts: list[Fact]) -> None:
    for fact in facts:
        if isinstance(fact, BodyErased):
            _erase_body(conn, community, fact)


def _erase_body(conn: Connection, community: str, erased: BodyErased) -> None:
    f, body = tables.fact, tables.fact_body
    position = (
        select(f.c.position)
        .where(f.c.community_id == community, f.c.fact_id == erased.fact)
        .scalar_subquery()
    )
    conn.execute(
        update(body)
        .where(
            body.c.community_id == community,
            body.c.position == position,
            body.c.part == erased.part,
        )
        .values(salt=None, body=None)
    )
