"""A recall as anybody may see it: whom it concerns, who demands it, what they answer."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.people.names import PersonView, names
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import same

from .candidates import MOST


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall: whom it concerns, who demands it, what they answer."""

    row: Any
    name: str
    person: PersonView
    demanders: tuple[PersonView, ...]


def recall_of(s: Any, community: str, proposal: Any) -> Recall | None:
    """The recall of a proposal's row."""
    at = {"community_id": community, "proposal_id": proposal.proposal_id}
    row = first(s, tables.recall, **at)
    if row is None:
        return None
    found = every(s, tables.recall_demander, "person_id", "at", **at)
    demanders = sorted(found, key=lambda r: r.at)[:MOST]
    name = first(s, tables.person, "name", community_id=community, person_id=row.person_id).name
    who = names(s, community, [row.person_id, *(r.person_id for r in demanders)])
    return Recall(row, name or "—", who[row.person_id], _as_they_came(demanders, who))


def running(s: Any, community: str) -> dict[str, str]:
    """Whom a recall that is not over concerns → its proposal."""
    r, p = tables.recall, tables.proposal
    query = (
        select(r.c.person_id, r.c.proposal_id)
        .join(p, same(r, p, "proposal_id"))
        .where(r.c.community_id == community, p.c.stage != Stage.closed.value)
    )
    return {row.person_id: row.proposal_id for row in s.execute(query)}


def _as_they_came(
    demanders: list[Any], who: dict[str | None, PersonView]
) -> tuple[PersonView, ...]:
    """In the order of their joining; of one moment by name, never by id."""
    ordered = sorted(demanders, key=lambda r: (r.at, who[r.person_id].name))
    return tuple(who[r.person_id] for r in ordered)
