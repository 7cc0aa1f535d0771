"""The rules in force and before, and what changed between two texts."""

import difflib
import re
from typing import Any

from sqlalchemy import select

from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.base import Matter
from deliberation.charter.rulebook import SECRET, Rulebook, Vote
from deliberation.record import tables
from deliberation.record.write.rules import rulebook_of

from .community import rulebook_digest


def in_force(s: Any, community: str) -> Rulebook:
    """Parsed once per process."""
    return rulebook_of(s, community, rulebook_digest(s, community))


def of(s: Any, community: str, digest: str | None) -> Rulebook:
    """The rules a proposal goes by: those named when it was submitted."""
    return rulebook_of(s, community, digest or rulebook_digest(s, community))


def matter_of(s: Any, community: str, proposal: Any) -> Matter:
    """What kind of matter a proposal's row is, under its own rules."""
    return matters.of_row(proposal, of(s, community, proposal.rulebook))


def secret_on_paper(s: Any, community: str, proposal: Any) -> bool:
    """Whether its vote is held with secret ballots on paper. `proposal`: its row."""
    return _vote(s, community, proposal).ballot == SECRET


def signing_in_counts(s: Any, community: str, proposal: Any) -> bool:
    """Whether who signs in takes part in its vote; else only a ballot does. `proposal`: its row."""
    return _vote(s, community, proposal).signing_in_counts


def _vote(s: Any, community: str, proposal: Any) -> Vote:
    kind = of(s, community, proposal.rulebook).kind(proposal.matter)
    return kind.vote[kind.scope(proposal)]


def history(s: Any, community: str) -> list[Any]:
    """Every rulebook adopted, newest first: digest, name, adopted_at."""
    t = tables.rulebook
    return list(
        s.execute(
            select(t.c.digest, t.c.name, t.c.adopted_at)
            .where(t.c.community_id == community)
            .order_by(t.c.adopted_at.desc())
        )
    )


_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.S)


def differences(old: str, new: str) -> list[tuple[str, str]]:
    """[(same | gone | new, text)…] by words (Latin) and characters (Chinese)."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            pieces.append(("same", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(("gone", "".join(a[i1:i2])))
        if j2 > j1:
            pieces.append(("new", "".join(b[j1:j2])))
    return pieces
