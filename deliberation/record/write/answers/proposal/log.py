"""Answers out of the log: entries at the desk, parts of a fact, what was imported, the rulebooks
there are.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.log import DESK_ENTRY, FACT_PARTS, IMPORTED, RIGHT_ENTRY, RULEBOOKS
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import Imports, NamesEntry, NamesFact, NamesRight
from deliberation.record.write.answers.registry import answers, keys, of_matter


@answers(DESK_ENTRY)
def _desk_entry(conn: Connection, case: Case, act: NamesEntry) -> Any:
    found = first(conn, tables.desk_entry, **keys(case, fact_id=act.entry_id))
    if found is None:
        return None
    rating = first(conn, tables.rating, **keys(case, person_id=found.person_id))
    return SimpleNamespace(
        act=found.act,
        person_id=found.person_id,
        ref=found.ref,
        corrected=first(
            conn, tables.entry_correction, "fact_id", **keys(case, fact_id=act.entry_id)
        )
        is not None,
        score=rating.score if rating is not None and rating.at == found.at else 0,
    )


@answers(RIGHT_ENTRY)
def _right_entry(conn: Connection, case: Case, act: NamesRight) -> Any:
    return (
        first(conn, tables.desk_entry, **keys(case, fact_id=act.right_id)) if act.right_id else None
    )


@answers(IMPORTED)
def _imported(conn: Connection, case: Case, act: Imports) -> Any:
    if case.about is not None:
        t = tables.comment
        return set(
            conn.execute(
                select(t.c.source_id).where(of_matter(t, case, t.c.source_id.is_not(None)))
            ).scalars()
        )
    t = tables.proposal
    return set(
        conn.execute(
            select(t.c.source_id).where(
                t.c.community_id == case.community.id,
                t.c.source == act.source,
                t.c.source_id.in_([e.source_id for e in act.entries]),
            )
        ).scalars()
    )


@answers(FACT_PARTS)
def _fact_parts(conn: Connection, case: Case, act: NamesFact) -> Any:
    f, b = tables.fact, tables.fact_body
    rows = conn.execute(
        select(b.c.part, b.c.body.is_not(None))
        .join(f, same(b, f, "position"))
        .where(f.c.community_id == case.community.id, f.c.fact_id == act.fact_id)
    ).all()
    return {part: bool(there) for part, there in rows}


@answers(RULEBOOKS)
def _rulebooks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.rulebook
    return set(
        conn.execute(select(t.c.digest).where(t.c.community_id == case.community.id)).scalars()
    )
