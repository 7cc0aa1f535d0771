"""What acts have decided goes into the tables and the log: applied, counted on, stored, in this
order, inside the caller's transaction.

Called by `perform` for one act and by `crowd` for several that were decided side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select, update

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.people.people import BodyErased
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Change, execute, woven
from deliberation.record.engines import together
from deliberation.record.ids import new_id
from deliberation.record.log import facts as log

from . import search_index
from .cutting import cut, ending
from .done import Done
from .naming import Naming, namings


@dataclass(frozen=True, slots=True)
class Decided:
    """One act with its facts. subject: what the act named, for facts that name none."""

    case: Case
    facts: list[Fact]
    attempt: log.Attempt
    subject: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    """The same with the names of everybody in it, and its facts with their ids."""

    said: Decided
    names: Naming
    made: list[tuple[str, Fact]]
    named: list[log.Named]


def write(conn: Connection, said: Decided) -> Done:
    """One act."""
    return write_all(conn, [said])[0]


def write_all(conn: Connection, acts: Sequence[Decided]) -> list[Done]:
    """Several acts of one community that touch different rows, or one: as if one after the other,
    at one time.
    """
    here, now = acts[0].case.community.id, acts[0].case.now
    facts = [f for said in acts for f in said.facts]
    named = namings(conn, here, [(x.facts, x.attempt, _officer(x.case)) for x in acts])
    parts = [_part(said, names) for said, names in zip(acts, named, strict=True)]
    keys = ending(conn, here, facts)
    with together(conn):
        execute(conn, woven([_changes(part) for part in parts]))
        search_index.follow(conn, here, facts)
    gone = {f.fact for f in facts if isinstance(f, BodyErased)}
    for person, key in keys:  # before the log's head is locked, as all rows are
        cut(conn, here, person, key, gone)
    entries = [(p.named, replace(p.said.attempt, person=p.names.by())) for p in parts]
    written = log.append(conn, here, entries, now)
    _erase_bodies(conn, here, facts)
    return [_done(here, p.said, w) for p, w in zip(parts, written, strict=True)]


def _part(said: Decided, names: Naming) -> _Part:
    made = [(new_id(), f) for f in said.facts]
    return _Part(said, names, made, names.called(made))


def _done(here: str, said: Decided, written: list[log.Written]) -> Done:
    return Done(
        here,
        next((f.subject_id for f in said.facts if f.subject_id), said.subject),
        written[0].position,
        written[0].fact_id,
        tuple(w.kind for w in written),
        due_now=_due_now(said.facts),
        erased=tuple({f.fact for f in said.facts if isinstance(f, BodyErased)}),
    )


def _officer(case: Case) -> str | None:
    """The author of a proposal that was begun in an office."""
    if not case.of_proposal or not case.proposal.author_in_office:
        return None
    return case.proposal.author_id


def _changes(part: _Part) -> list[Change]:
    """The rows of all its facts; the first fact of an act carries the digest of its content."""
    case, attempt = part.said.case, part.said.attempt
    changes: list[Change] = []
    for i, (fact_id, f) in enumerate(part.made):
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
    return [*changes, *part.names.hands()]


def _due_now(facts: list[Fact]) -> bool:
    """Whether the act set a clock for now."""
    lines: Iterator[Obligation] = (o for f in facts for o in getattr(f, "obligations", None) or ())
    return any(o["who_kind"] == "clock" and o["due_at"] == o["start_at"] for o in lines)


def _erase_bodies(conn: Connection, community_id: str, facts: list[Fact]) -> None:
    for fact in facts:
        if isinstance(fact, BodyErased):
            _erase_body(conn, community_id, fact)


def _erase_body(conn: Connection, community_id: str, erased: BodyErased) -> None:
    f, body = tables.fact, tables.fact_body
    position = (
        select(f.c.position)
        .where(f.c.community_id == community_id, f.c.fact_id == erased.fact)
        .scalar_subquery()
    )
    conn.execute(
        update(body)
        .where(
            body.c.community_id == community_id,
            body.c.position == position,
            body.c.part == erased.part,
        )
        .values(salt=None, body=None)
    )
