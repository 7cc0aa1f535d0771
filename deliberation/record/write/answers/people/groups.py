"""The groups people live in: those above a person's building, and those below a group."""

from typing import Any

from sqlalchemy import Connection, bindparam, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.record import tables
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.registry import answers


def living_in(community: Any, person: Any) -> Any:
    """Subquery of the groups a person lives in: their building and every group above it."""
    p, d, g = tables.person, tables.dwelling, tables.residents_group
    up = (
        select(g.c.group_id, g.c.parent_id)
        .select_from(p.join(d, same(p, d, "dwelling_id")).join(g, same(d, g, "group_id")))
        .where(p.c.community_id == community, p.c.person_id == person)
        .cte("up", recursive=True)
    )
    up = up.union(
        select(g.c.group_id, g.c.parent_id).where(
            g.c.community_id == community, g.c.group_id == up.c.parent_id
        )
    )
    return select(up.c.group_id)


_GROUPS = living_in(bindparam("community"), bindparam("person"))


def groups_of(s: Any, community: str, person: str) -> frozenset[str]:
    """The same, asked."""
    return frozenset(s.execute(_GROUPS, {"community": community, "person": person}).scalars())


def within_group(community: str, group_id: str) -> Any:
    """Subquery of a group and every group below it."""
    g = tables.residents_group
    down = (
        select(g.c.group_id)
        .where(g.c.community_id == community, g.c.group_id == group_id)
        .cte("down", recursive=True)
    )
    down = down.union(
        select(g.c.group_id).where(g.c.community_id == community, g.c.parent_id == down.c.group_id)
    )
    return select(down.c.group_id)


@answers(MY_GROUPS)
def _my_groups(conn: Connection, case: Case, act: Act) -> Any:
    group = getattr(act, "group_id", None) or (case.proposal.group_id if case.of_proposal else None)
    me = case.actor.person_id
    return groups_of(conn, case.community.id, me) if group and me is not None else frozenset()
