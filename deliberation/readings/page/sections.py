"""The parts of a proposal's page that are rows of one table each, read by prepared statements."""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from deliberation.record import tables
from deliberation.record.prepared import first, select_by
from deliberation.record.tables.joins import its, of_one

# Name on the page, table, the column of its order, how many at most.
_SECTIONS: tuple[tuple[str, Any, str, int], ...] = (
    ("versions", tables.proposal_version, "version_no", 50),
    ("opinions", tables.opinion, "at", 100),
    ("recommendations", tables.recommendation, "at", 20),
    ("studies", tables.study, "at", 20),
    ("reviews", tables.legality, "at", 20),
    ("remarks", tables.remark, "at", 100),
    ("recusals", tables.recusal, "at", 200),
    ("proofs", tables.posting_proof, "at", 20),
    ("rounds", tables.vote_round, "round_no", 10),
    ("certificates", tables.certificate, "at", 60),
    ("questions", tables.question, "at", 50),
    ("objections", tables.objection, "at", 50),
    ("reports", tables.report, "at", 50),
    ("findings", tables.finding, "at", 50),
    ("acceptances", tables.acceptance, "at", 20),
)


def row(s: Any, community: str, proposal: str) -> Any:
    """The bare row, or None. Drafts are the author's alone; the caller checks."""
    return first(s, tables.proposal, community_id=community, proposal_id=proposal)


def counts(s: Any, community: str, proposal: str) -> Any:
    """How many support it, talk about it, and so on."""
    return first(s, tables.proposal_count, community_id=community, proposal_id=proposal)


def sections_of(s: Any, community: str, proposal: str) -> dict[str, tuple[Any, ...]]:
    """Each section of the page by its name, one small query each."""
    found = {
        name: section(s, table, community, proposal, order, most)
        for name, table, order, most in _SECTIONS
    }
    return found | {"ratings": _newest(s, tables.rating, community, proposal, 20)}


def section(
    s: Any, table: Any, community: str, proposal: str, order: str, most: int
) -> tuple[Any, ...]:
    """A table's rows of the proposal in the order of a column, `most` at most."""
    return tuple(
        s.execute(
            _ordered(table, order),
            {"community_id": community, its(table): proposal, "most": most},
        )
    )


@lru_cache(maxsize=64)
def _ordered(table: Any, order: str) -> Any:
    return (
        select_by(table, ("community_id", its(table)))
        .order_by(table.c[order])
        .limit(bindparam("most"))
    )


def _newest(s: Any, table: Any, community: str, proposal: str, most: int) -> tuple[Any, ...]:
    return tuple(
        s.execute(
            select(table)
            .where(*of_one(table, community, proposal))
            .order_by(table.c.at.desc())
            .limit(most)
        )
    )


def organisation_name(s: Any, community: str, organisation: str | None) -> str | None:
    """None for nobody."""
    t = tables.organisation
    return (
        s.execute(
            select(t.c.name).where(
                t.c.community_id == community, t.c.organisation_id == organisation
            )
        ).scalar()
        if organisation
        else None
    )
