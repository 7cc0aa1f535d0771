"""Two-character pieces of every public text, the same on both databases.

Derived: rebuilt by replay, and compared by `verify`.

Written in `perform`'s transaction; read by the list of proposals.
"""

from sqlalchemy import Connection, delete, insert, select

from deliberation.charter.facts import Fact
from deliberation.charter.facts.people.people import BodyErased
from deliberation.charter.facts.proposal.propose import (
    ProposalImported,
    ProposalRevised,
    ProposalSubmitted,
)
from deliberation.charter.needs.rows import filled
from deliberation.record.tables import proposal, search_piece

LONGEST = 600


def pieces(text: str) -> set[str]:
    """Every pair of neighbouring letters or digits, folded to lower case; a single letter stands
    alone.
    """
    found: set[str] = set()
    for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split():
        found |= {word[i : i + 2] for i in range(len(word) - 1)} or {word}
    return found


def follow(conn: Connection, community: str, facts: list[Fact]) -> None:
    """Index the texts these facts published, replacing what stood before; an erased text is found
    no more.
    """
    for f in facts:
        if isinstance(f, ProposalSubmitted | ProposalRevised | ProposalImported):
            index(conn, community, filled(f.proposal), f.title or "", f.body or "")
        elif isinstance(f, BodyErased):
            _forget(conn, community, f.fact)


def _forget(conn: Connection, community: str, fact: str) -> None:
    """The pieces of whatever text came from this fact."""
    t, p = search_piece, proposal
    those = select(p.c.proposal_id).where(p.c.community_id == community, p.c.text_from == fact)
    conn.execute(delete(t).where(t.c.community_id == community, t.c.proposal_id.in_(those)))


def of_text(title: str | None, body: str | None) -> set[str]:
    """The pieces of a title and of the first part of a text."""
    return pieces(f"{title or ''} {(body or '')[:LONGEST]}")


def index(conn: Connection, community: str, proposal: str, title: str, body: str) -> None:
    """The pieces of one proposal."""
    t = search_piece
    conn.execute(delete(t).where(t.c.community_id == community, t.c.proposal_id == proposal))
    rows = [
        {"community_id": community, "piece": piece, "proposal_id": proposal}
        for piece in sorted(of_text(title, body))
    ]
    if rows:
        conn.execute(insert(t), rows)
