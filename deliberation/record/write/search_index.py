"""Two-character pieces of every public text, the same on both databases.

Derived: rebuilt by replay, compared by nobody.

Written in `perform`'s transaction; read by the list of proposals.
"""

from sqlalchemy import Connection, delete, insert

from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal.propose import (
    ProposalImported,
    ProposalRevised,
    ProposalSubmitted,
)
from deliberation.charter.needs.rows import filled
from deliberation.record.tables import search_piece

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
    """Index the texts these facts published, replacing what stood before."""
    for f in facts:
        if isinstance(f, ProposalSubmitted | ProposalRevised | ProposalImported):
            index(conn, community, filled(f.subject_id), f.title or "", f.body or "")


def index(conn: Connection, community: str, proposal: str, title: str, body: str) -> None:
    """The pieces of one proposal: its title and the first part of its text."""
    t = search_piece
    conn.execute(delete(t).where(t.c.community_id == community, t.c.proposal_id == proposal))
    rows = [
        {"community_id": community, "piece": piece, "proposal_id": proposal}
        for piece in sorted(pieces(f"{title} {body[:LONGEST]}"))
    ]
    if rows:
        conn.execute(insert(t), rows)
