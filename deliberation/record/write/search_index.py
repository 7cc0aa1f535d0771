"""Two-character pieces of every public text, the same on both databases.

Derived: rebuilt by replay, and compared by `verify`.

Written in `perform`'s transaction; read by the list of proposals and that of announcements.
"""

from sqlalchemy import Connection, delete, exists, insert, select

from deliberation.charter.facts import Fact
from deliberation.charter.facts.announcement import Announced
from deliberation.charter.facts.people.people import BodyErased
from deliberation.charter.facts.proposal.propose import (
    ProposalImported,
    ProposalRevised,
    ProposalSubmitted,
)
from deliberation.charter.needs.rows import filled
from deliberation.record.tables import fact, search_piece
from deliberation.record.tables.joins import same

LONGEST = 600
PUBLISHED = (ProposalSubmitted, ProposalRevised, ProposalImported, Announced)


def pieces(text: str) -> set[str]:
    """Every pair of neighbouring letters or digits, folded to lower case; a single letter stands
    alone.
    """
    found: set[str] = set()
    for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split():
        found |= {word[i : i + 2] for i in range(len(word) - 1)} or {word}
    return found


def of_text(title: str | None, body: str | None) -> set[str]:
    """The pieces of a title and of the first part of a text; none where it was erased."""
    return pieces(f"{title or ''} {(body or '')[:LONGEST]}")


def follow(conn: Connection, community: str, facts: list[Fact]) -> None:
    """Index the texts these facts published, replacing what stood before; an erased text is found
    no more.
    """
    for f in facts:
        if isinstance(f, PUBLISHED):
            index(conn, community, filled(f.subject_id), of_text(f.title, f.body))
        elif isinstance(f, BodyErased):
            _forget(conn, community, f.fact)


def index(conn: Connection, community: str, subject: str, found: set[str]) -> None:
    """These pieces of one subject, instead of those it had."""
    t = search_piece
    conn.execute(delete(t).where(t.c.community_id == community, t.c.subject_id == subject))
    rows = [
        {"community_id": community, "piece": piece, "subject_id": subject}
        for piece in sorted(found)
    ]
    if rows:
        conn.execute(insert(t), rows)


def _forget(conn: Connection, community: str, fact_id: str) -> None:
    """The pieces of the text this fact published, if no later one stands in its place."""
    t, f, later = search_piece, fact, fact.alias("later")
    kinds = [kind.kind for kind in PUBLISHED]
    newer = exists().where(
        same(f, later, "subject_id"), later.c.kind.in_(kinds), later.c.position > f.c.position
    )
    its = select(f.c.subject_id).where(
        f.c.community_id == community, f.c.fact_id == fact_id, f.c.kind.in_(kinds), ~newer
    )
    conn.execute(delete(t).where(t.c.community_id == community, t.c.subject_id.in_(its)))


class Texts:
    """What the index holds after the facts so far: subject → pieces. For replay and `verify`: an
    erased fact has no words, so that its text is none.
    """

    def __init__(self) -> None:
        self.pieces: dict[str, set[str]] = {}

    def follow(self, f: Fact) -> None:
        """The next fact of the record."""
        if isinstance(f, PUBLISHED):
            self.pieces[filled(f.subject_id)] = of_text(f.title, f.body)
