"""The locks an act needs, taken before anything is read. Called by `perform`.

Acts under a shared lock come in crowds, but of one person they come one after the other: what they
did before (a ballot's revision, a support) is read by the next.

Lock order, always: subjects in id order, then a contribution, then their counters, then the
community's civic lock, then (in `log`) the log head.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from deliberation.charter.act import Act
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects import Subject, SubjectType
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.prepared import first, run
from deliberation.record.tables.joins import its, same

# What an act under a shared lock may look at. They come in crowds, and a row of fifty columns is
# most of what they would cost.
BRIEF = (
    "proposal_id",
    "stage",
    "ending",
    "author_id",
    "author_in_office",
    "author_state",
    "group_id",
    "matter",
    "rulebook",
    "version_no",
    "round_no",
    "due_at",
    "closes_at",
    "consent_until",
    "withdraw_until",
    "merge_into",
    "merge_until",
    "source",
    "spends_money",
    "uses_common_parts",
    "phase",
    "cost",
    "legal_effect",
)


@dataclass(frozen=True, slots=True)
class Locked:
    """What an act is about, under its lock: which subject, and the row of its type."""

    about: Subject
    row: Any


class one_after_the_other(FunctionElement[Any]):
    """SQL: whoever asks for the same word waits until the transaction before is over. Where all
    writers wait for each other anyhow, nothing.
    """

    inherit_cache = True
    type = Text()


@compiles(one_after_the_other)
def _anywhere(element: Any, compiler: Any, **kw: Any) -> str:
    return f"({compiler.process(element.clauses, **kw)})"


@compiles(one_after_the_other, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    word = compiler.process(element.clauses, **kw)
    return f"pg_advisory_xact_lock(hashtextextended({word}, 0))::text"


def lock(conn: Connection, community: str, act: Act, me: str | None = None) -> Locked | None:
    """Take the act's locks and return what it is about (or None). me: whoever acts.

    Raises Refused for an unknown subject, and for one of a type that the act is not about.
    """
    _lock_erased(conn, community, act)
    ids = sorted({i for i in (act.subject_id, *act.others()) if i})
    rows = {i: _lock_one(conn, community, act, i, me or "") for i in ids}
    if act.subject_id and rows[act.subject_id] is None:
        raise refuse("unknown_subject")
    if any(row is None for row in rows.values()):
        raise refuse("unknown_reference")
    return rows.get(act.subject_id) if act.subject_id else None


def for_many(conn: Connection, community: str, of: SubjectType, ident: str) -> Locked | None:
    """A subject for several acts under a shared lock at once: nobody else's meanwhile, so that none
    of them need be waited for one by one.
    """
    brief = BRIEF if of is SubjectType.proposal else ()
    row = run(conn, _typed(of, brief, "own"), {"community_id": community, "subject_id": ident})
    found = row.first()
    return Locked(Subject(of, ident), found) if found is not None else None


def _lock_one(conn: Connection, community: str, act: Act, ident: str, me: str) -> Locked | None:
    """The subject's row and that of its type: in one statement where the act says of which type."""
    how = "shared" if act.lock == "shared" else "own"
    here = {"community_id": community, "subject_id": ident}
    of = act.of
    if of is None:
        found = first(conn, tables.subject, "type", lock=how, **here)
        if found is None:
            return None
        of = SubjectType(found.type)
    brief = BRIEF if how == "shared" and of is SubjectType.proposal else ()
    turn = {"turn": f"{ident} {me}"} if how == "shared" else {}
    row = run(conn, _typed(of, brief, how), {**here, **turn}).first()
    return Locked(Subject(of, ident), row) if row is not None else None


@lru_cache(maxsize=32)
def _typed(of: SubjectType, columns: tuple[str, ...], how: str) -> Select[Any]:
    """SQL: a subject's row of this type (these columns of it, or all), both rows locked."""
    table, parent = tables.TYPED[of], tables.subject
    own = its(table)
    chosen: list[Any] = [table.c[c] for c in columns] or [table]
    if how == "shared":
        chosen.append(one_after_the_other(bindparam("turn", type_=Text)).label("turn"))
    query = (
        select(*chosen)
        .select_from(parent.join(table, same(parent, table, **{own: "subject_id"})))
        .where(
            parent.c.community_id == bindparam("community_id"),
            parent.c.subject_id == bindparam("subject_id"),
        )
    )
    return once(query.with_for_update(read=how == "shared", key_share=how == "own"))


def _lock_erased(conn: Connection, community: str, act: Act) -> None:
    """The subject whose words an erasure takes: whoever copies a title or a text into a new fact
    holds its lock, so no words are written after they were erased. Such an act names no other.
    """
    fact = act.words_taken_from()
    named = fact and first(conn, tables.fact, "subject_id", community_id=community, fact_id=fact)
    if named and named.subject_id:
        here = {"community_id": community, "subject_id": named.subject_id}
        first(conn, tables.subject, "subject_id", lock="own", **here)


def lock_community(conn: Connection, community: str) -> None:
    """The civic lock row, after every subject's lock."""
    first(conn, tables.civic_lock, "community_id", lock="row", community_id=community)
