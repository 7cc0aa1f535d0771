"""Whom one may ask to vote for one, and at which proposals: somebody found by name and building."""

from typing import Any

from sqlalchemy import select

from deliberation.charter.voting.proxies import most
from deliberation.readings.community import rulebook_digest
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.rules import rulebook_of


def found(s: Any, community: str, name: str, building: str, room: str | None) -> list[str]:
    """Adults of exactly this name in this building (and room, where one is given): whoever is asked
    is named in full by somebody who knows them.
    """
    t, d = tables.person, tables.dwelling
    query = (
        select(t.c.person_id)
        .select_from(t.join(d, same(t, d, "dwelling_id")))
        .where(
            t.c.community_id == community,
            t.c.name == name,
            t.c.standing == "adult",
            d.c.building == building,
        )
    )
    return list(s.execute((query.where(d.c.room == room) if room else query).limit(2)).scalars())


def most_of(s: Any, community: str, p: Any) -> int:
    """How many people one may vote for in this proposal's vote.

    `p`: its row, or one with matter, phase, group_id and rulebook. The rules are kept by the
    process.
    """
    book = rulebook_of(s, community, p.rulebook or rulebook_digest(s, community))
    votes = book.kind(p.matter).vote
    return most(votes[p.phase if p.phase in votes else "group" if p.group_id else "community"])


def possible(s: Any, community: str, matters: list[Any]) -> frozenset[str]:
    """Which of these proposals can be voted on by proxy now."""
    return frozenset(
        p.proposal_id
        for p in matters
        if p.stage in ("notice", "vote") and most_of(s, community, p) > 0
    )
