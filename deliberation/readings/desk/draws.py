"""Random checks with all their working: the list, the root, the seed, the lots.

Nothing here is stored; it follows from the record each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.charter import drawing
from deliberation.readings.tree import nodes_of
from deliberation.record import tables
from deliberation.record.log import merkle
from deliberation.record.tables.joins import same, same_subject
from deliberation.record.write.answers.proposal.draws import population

PAGE = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry that was drawn: its lot, the fact, where it stands, and the proposal it belongs
    to.
    """

    lot: str
    fact_id: str
    position: int
    at: Any
    proposal_id: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Working:
    """A draw redone: root of the record of `size` facts, digest of the list, seed, and who was
    drawn. `holds`: the list is the announced one.
    """

    row: Any
    position: int
    size: int
    root: str
    digest: str
    seed: str
    holds: bool
    refs: tuple[str, ...]
    found: tuple[Drawn, ...]


def announced(s: Any, community: str) -> list[Any]:
    """Every draw, newest first, with the name of who announced it."""
    t, p = tables.draw, tables.person
    return list(
        s.execute(
            select(t, p.c.name)
            .select_from(t.outerjoin(p, same(t, p, person_id="by")))
            .where(t.c.community_id == community)
            .order_by(t.c.at.desc(), t.c.draw_id)
            .limit(PAGE)
        )
    )


def working(s: Any, community: str, draw: str) -> Working | None:
    """One draw, redone from the record; None for an unknown one.

    Five statements, however long the list.
    """
    row = _draw(s, community, draw)
    if row is None:
        return None
    refs = population(s, community, row.what, row.since, row.until)
    root = merkle.root_at(row.position + 1, nodes_of(s, community)).hex()
    digest = drawing.population_digest(refs)
    seed = drawing.seed(root, row.digest)
    agrees = digest == row.digest and len(refs) == row.size
    drawn = _drawn(s, community, drawing.drawn(seed, refs, row.wanted))
    return Working(row, row.position, row.position + 1, root, digest, seed, agrees, refs, drawn)


def _draw(s: Any, community: str, draw: str) -> Any:
    """Its row, with the place of its fact in the record."""
    t, f = tables.draw, tables.fact
    query = (
        select(t, f.c.position)
        .join(f, same(t, f, "fact_id"))
        .where(t.c.community_id == community, t.c.draw_id == draw)
    )
    return s.execute(query).first()


def _drawn(s: Any, community: str, lots: Sequence[tuple[Any, str]]) -> tuple[Drawn, ...]:
    """Each lot with the fact it fell on: where it stands, of which proposal."""
    f, p = tables.fact, tables.proposal
    query = (
        select(f.c.fact_id, f.c.position, f.c.at, f.c.subject_id, p.c.title)
        .select_from(f.outerjoin(p, same_subject(f, p)))
        .where(f.c.community_id == community, f.c.fact_id.in_([ref for _, ref in lots]))
    )
    stands = {r.fact_id: r for r in s.execute(query)}
    return tuple(
        Drawn(lot, ref, at.position, at.at, at.subject_id, at.title)
        for lot, ref in lots
        for at in (stands[ref],)
    )


def at(s: Any, community: str, position: int) -> str | None:
    """The draw a fact announced."""
    t, f = tables.draw, tables.fact
    found: str | None = s.execute(
        select(t.c.draw_id)
        .join(f, same(t, f, "fact_id"))
        .where(t.c.community_id == community, f.c.position == position)
    ).scalar()
    return found
