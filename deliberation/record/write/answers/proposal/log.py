"""Answers out of the log: entries at the desk, parts of a fact, what was imported, the rulebooks
there are.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.log import (
    DESK_ENTRY,
    FACT_PARTS,
    IMPORTED,
    RIGHT_ENTRY,
    RULEBOOKS,
    SAYS_OF_ENTRY,
)
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


@answers(SAYS_OF_ENTRY)
def _says_of_entry(conn: Connection, case: Case, act: NamesFact) -> Any:
    f, p, t = tables.fact, tables.person, tables.roster_change
    here = case.community.id
    kind = first(conn, f, "kind", community_id=here, fact_id=act.fact_id)
    now = first(conn, p, "person_id", "entered_from", community_id=here, private_from=act.fact_id)
    if now is None:
        return SimpleNamespace(kind=kind.kind if kind else "", whole=[], in_office=False)
    said = select(t.c.fact_id).where(
        t.c.community_id == here, t.c.person_id == now.person_id, t.c.kind != "merged"
    )
    found = dict.fromkeys([now.entered_from, *conn.execute(said).scalars()])
    o = tables.office
    holds = select(o.c.office_id).where(
        o.c.community_id == here, o.c.person_id == now.person_id, o.c.left_at.is_(None)
    )
    still = holds.where(or_(o.c.ends_at.is_(None), o.c.ends_at > case.now))
    in_office = conn.execute(still).first() is not None
    whole = _still_there(conn, here, list(found))
    return SimpleNamespace(kind=kind.kind, whole=whole, in_office=in_office)


def _still_there(conn: Connection, here: str, facts: list[str]) -> list[str]:
    """Those whose private part was not erased."""
    f, b = tables.fact, tables.fact_body
    query = (
        select(f.c.fact_id)
        .join(b, same(f, b, "position"))
        .where(f.c.community_id == here, f.c.fact_id.in_(facts))
        .where(b.c.part == "private", b.c.body.is_not(None))
        .order_by(f.c.position)
    )
    return list(conn.execute(query).scalars())


@answers(RULEBOOKS)
def _rulebooks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.rulebook
    return set(
        conn.execute(select(t.c.digest).where(t.c.community_id == case.community.id)).scalars()
    )
