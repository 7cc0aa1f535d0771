"""Who is concerned by a fact: for the notices room, which may not read rows itself."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select, union

from deliberation.charter.roles import Role
from deliberation.charter.subjects.announcement import Readers
from deliberation.readings.asked import questions
from deliberation.record import tables
from deliberation.record.private import following
from deliberation.record.residing import resident
from deliberation.record.tables.joins import of_one, same


def adults_of(s: Any, community: str, naming: str) -> set[str]:
    """The resident adults of the home for which a naming says who votes; its fact names no home."""
    t, h = tables.person, tables.household_rep
    query = (
        select(t.c.person_id)
        .select_from(t.join(h, same(t, h, "dwelling_id")))
        .where(h.c.community_id == community, h.c.naming_id == naming, resident(t))
    )
    return set(s.execute(query).scalars())


def in_office(s: Any, community: str, role: str) -> set[str]:
    """Everybody in an office now."""
    o = tables.office
    return set(
        s.execute(
            select(o.c.person_id).where(
                o.c.community_id == community, o.c.role == role, o.c.left_at.is_(None)
            )
        ).scalars()
    )


# An entry a fact is about, and whose it is.
ENTRY = {
    "answered": (tables.comment, "comment_id", "person_id"),
    "objector": (tables.objection, "objection_id", "person_id"),
    "offerer": (tables.ballot_option, "option_id", "by"),
    "reporters": (tables.comment_report, "comment_id", "person_id"),
}


def writer_of(s: Any, community: str, proposal: str | None, who: str, ident: str) -> set[str]:
    """Who wrote the contribution that was replied to (`answered`), the objection that was answered
    (`objector`), or offered the project that was decided on (`offerer`); all who reported a
    contribution (`reporters`).
    """
    table, key, writer = ENTRY[who]
    return set(
        s.execute(
            select(table.c[writer]).where(
                *of_one(table, community, proposal),
                table.c[key] == ident,
                table.c[writer].is_not(None),
            )
        ).scalars()
    )


def around(s: Any, community: str, proposal: str, who: str) -> set[str]:
    """author, concerned, offerers, voters or organisation of one proposal."""
    query = _AROUND.get(who, _organisation)(community, proposal)
    return set(s.execute(query).scalars())


def _author(community: str, proposal: str) -> Any:
    p = tables.proposal
    return select(p.c.author_id).where(*of_one(p, community, proposal), p.c.author_id.is_not(None))


def _concerned(community: str, proposal: str) -> Any:
    """Who co-signed, spoke or follows."""
    c, t = tables.cosignature, tables.comment
    return union(
        select(c.c.person_id).where(*of_one(c, community, proposal), c.c.taken_back_at.is_(None)),
        select(t.c.person_id).where(*of_one(t, community, proposal), t.c.person_id.is_not(None)),
        following.followers(community, proposal),
    )


def _offerers(community: str, proposal: str) -> Any:
    b = tables.ballot_option
    return select(b.c.by).where(*of_one(b, community, proposal), b.c.state != "withdrawn")


def _voters(community: str, proposal: str) -> Any:
    e = tables.roll_entry
    return select(e.c.person_id).where(*of_one(e, community, proposal), e.c.recused.is_(False))


def _organisation(community: str, proposal: str) -> Any:
    p, o = tables.proposal, tables.office
    return (
        select(o.c.person_id)
        .join(p, same(o, p, "organisation_id"))
        .where(*of_one(p, community, proposal), o.c.left_at.is_(None))
    )


def _readers(community: str, announcement: str) -> Any:
    """Whom an announcement is for: every resident adult and whoever holds an office, the resident
    adults of a group and of the groups within it, or those who hold one office.
    """
    a, p, o = tables.announcement, tables.person, tables.office
    it = select(a.c.subject_id).where(*of_one(a, community, announcement))
    homes = select(tables.dwelling.c.dwelling_id).where(
        tables.dwelling.c.community_id == community,
        tables.dwelling.c.group_id.in_(_within(community, announcement)),
    )
    lives = select(p.c.person_id).where(p.c.community_id == community, resident(p))
    holds = select(o.c.person_id).where(o.c.community_id == community, o.c.left_at.is_(None))
    all_of_them = it.where(a.c.readers == Readers.everybody.value).exists()
    role = select(a.c.role).where(*of_one(a, community, announcement)).scalar_subquery()
    return union(
        lives.where(all_of_them),
        holds.where(all_of_them),
        lives.where(p.c.dwelling_id.in_(homes)),
        holds.where(o.c.role == role),
    )


def _first_readers(community: str, announcement: str) -> Any:
    """The same of one that corrects none: of a correction they hear by the one it corrects."""
    a, told = tables.announcement, _readers(community, announcement).subquery()
    first = select(a.c.subject_id).where(
        *of_one(a, community, announcement), a.c.corrects.is_(None)
    )
    return select(told.c.person_id).where(first.exists())


def _within(community: str, announcement: str) -> Any:
    """Its group and the groups below, however deep."""
    a, g = tables.announcement, tables.residents_group
    below = (
        select(a.c.group_id)
        .where(*of_one(a, community, announcement), a.c.group_id.is_not(None))
        .cte("below", recursive=True)
    )
    further = select(g.c.group_id).where(
        g.c.community_id == community, g.c.parent_id == below.c.group_id
    )
    return select(below.union_all(further).c.group_id)


def _announcers(community: str, announcement: str) -> Any:
    """Everybody of the office that wrote it."""
    a, o = tables.announcement, tables.office
    return (
        select(o.c.person_id)
        .join(a, same(o, a, office="role"))
        .where(*of_one(a, community, announcement), o.c.left_at.is_(None))
    )


def _moderators(community: str, subject: str) -> Any:
    """Who may hide what is said there."""
    a, o = tables.announcement, tables.office
    announced = select(a.c.subject_id).where(*of_one(a, community, subject)).exists()
    holds = select(o.c.person_id).where(o.c.community_id == community, o.c.left_at.is_(None))
    return union(
        holds.where(o.c.role == Role.supervisor.value, announced),
        holds.where(o.c.role.in_((Role.clerk.value, Role.committee_member.value)), ~announced),
    )


_AROUND: dict[str, Callable[[str, str], Any]] = {
    "readers": _readers,
    "first_readers": _first_readers,
    "askers": questions.askers,
    "announcers": _announcers,
    "moderators": _moderators,
    "author": _author,
    "concerned": _concerned,
    "offerers": _offerers,
    "voters": _voters,
}
