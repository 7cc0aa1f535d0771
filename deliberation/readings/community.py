"""The community itself: found by slug, its stamp for caches, its groups, its totals."""

from typing import Any

from sqlalchemy import bindparam, func, select

from deliberation.charter.case import Community
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.prepared import first, run
from deliberation.record.residing import resident
from deliberation.record.tables.joins import newest_first
from deliberation.record.write.answers.people.groups import groups_of as _groups_of

_known: dict[tuple[str, str], Community] = {}
_F = tables.fact.c
_HERE = select(_F.position).where(_F.community_id == bindparam("community"))
_NEWEST = _HERE.order_by(*newest_first(tables.fact)).limit(1)
_LAST = once(
    select(
        _NEWEST.where(_F.subject_id == bindparam("proposal")).scalar_subquery(),
        _NEWEST.where(_F.subject_id.is_(None)).scalar_subquery(),
    )
)


def by_slug(s: Any, url: str, slug: str) -> Community | None:
    """The community of a path; its name and zone never change, so a found one is kept per
    database.
    """
    found = _known.get((url, slug))
    if found is None:
        t = tables.community
        row = s.execute(select(t).where(t.c.slug == slug)).first()
        if row is None:
            return None
        found = _known[(url, slug)] = Community(
            row.community_id, row.slug, row.name, row.timezone, row.language
        )
    return found


def listed(s: Any) -> list[Community]:
    """Every community of the installation, by name."""
    t = tables.community
    return [
        Community(r.community_id, r.slug, r.name, r.timezone, r.language)
        for r in s.execute(select(t).order_by(t.c.name))
    ]


def rulebook_digest(s: Any, community: str) -> str:
    """The rules in force."""
    digest: str = first(s, tables.community, "rulebook", community_id=community).rulebook
    return digest


def record_size(s: Any, community: str) -> int:
    """How many facts there are: the stamp of every list."""
    found = first(s, tables.log_head, "size", community_id=community)
    return found.size if found else 0


def proposal_stamp(s: Any, community: str, proposal: str) -> int:
    """The stamp of a proposal's page: its last fact, or a later one about people (names, offices,
    erasures stand in no proposal).
    """
    return max(n or 0 for n in run(s, _LAST, {"community": community, "proposal": proposal}).one())


def groups(s: Any, community: str) -> dict[str, str]:
    """Groups below the community: id → “estate · building”."""
    g = tables.residents_group
    rows = {r.group_id: r for r in s.execute(select(g).where(g.c.community_id == community))}

    def full(r: Any) -> str:
        return f"{full(rows[r.parent_id])} · {r.name}" if r.parent_id else r.name

    return {i: full(r) for i, r in sorted(rows.items(), key=lambda item: full(item[1]))}


def totals(s: Any, community: str) -> dict[str, Any]:
    """Counts for `community show`: residents named, proposals by stage, comments, ballots,
    facts.
    """
    p, at = tables.person, tables.stage_count
    by_stage = select(at.c.stage, at.c.proposals).where(at.c.community_id == community)
    stages = dict(s.execute(by_stage).all())
    return {
        "residents": _count(s, community, p, resident(p)),
        "proposals": sum(stages.values()),
        "proposals_by_stage": stages,
        "comments": _count(s, community, tables.comment),
        "ballots": _count(s, community, tables.ballot),
        "facts": record_size(s, community),
    }


def _count(s: Any, community: str, table: Any, *where: Any) -> int:
    query = select(func.count()).select_from(table).where(table.c.community_id == community, *where)
    found: int = s.execute(query).scalar_one()
    return found


def forget() -> None:
    """Drop what is kept per process (tests that open several databases)."""
    _known.clear()


def groups_of(s: Any, community: str, person: str) -> frozenset[str]:
    """The groups a person lives in."""
    return _groups_of(s, community, person)
