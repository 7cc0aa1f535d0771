"""Who is concerned by a fact: for the notices room, which may not read rows itself."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, select, union

from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.private import following


@dataclass(frozen=True, slots=True)
class NewFact:
    """What a notice needs of a fact."""

    position: int
    kind: str
    to_stage: str
    proposal_id: str | None
    by: str | None
    person: str | None = None
    about: str | None = None
    principal: str | None = None
    holder: str | None = None
    dwelling: str | None = None


def new_facts(
    s: Any, community: str, mark: int, kinds: tuple[str, ...], most: int
) -> tuple[list[NewFact], int]:
    """Facts from position `mark` on, at most `most` positions further, and where to go on."""
    f, b, h = tables.fact, tables.fact_body, tables.log_head
    size = s.execute(select(h.c.size).where(h.c.community_id == community)).scalar() or 0
    end = min(size, mark + most)
    rows = s.execute(
        select(f.c.position, f.c.kind, f.c.proposal_id, f.c.header, b.c.body)
        .join(
            b,
            and_(
                b.c.community_id == f.c.community_id,
                b.c.position == f.c.position,
                b.c.part == "public",
            ),
        )
        .where(
            f.c.community_id == community,
            f.c.position >= mark,
            f.c.position < end,
            f.c.kind.in_(kinds),
        )
        .order_by(f.c.position)
    )
    found = [(r, canonical.read(bytes(r.body))) for r in rows]
    return [
        NewFact(
            r.position,
            r.kind,
            body.get("to_stage", "") if r.kind == "stage_moved" else "",
            r.proposal_id,
            canonical.read(bytes(r.header))["act"]["by"],
            body.get("person"),
            body.get("parent") or body.get("objection") or body.get("option"),
            body.get("principal"),
            body.get("holder"),
            body.get("dwelling"),
        )
        for r, body in found
    ], end


NAMED = ("person", "principal", "holder")  # audiences that a fact names itself


def adults_of(s: Any, community: str, dwelling: str) -> set[str]:
    """The resident adults of a home."""
    t = tables.person
    return set(
        s.execute(
            select(t.c.person_id).where(
                t.c.community_id == community,
                t.c.dwelling_id == dwelling,
                t.c.standing == "adult",
                t.c.lives_here.is_(True),
            )
        ).scalars()
    )


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
}


def writer_of(s: Any, community: str, proposal: str | None, who: str, ident: str) -> set[str]:
    """Who wrote the contribution that was replied to (`answered`), the objection that was answered
    (`objector`), or offered the project that was decided on (`offerer`).
    """
    table, key, writer = ENTRY[who]
    return set(
        s.execute(
            select(table.c[writer]).where(
                table.c.community_id == community,
                table.c.proposal_id == proposal,
                table.c[key] == ident,
                table.c[writer].is_not(None),
            )
        ).scalars()
    )


def around(s: Any, community: str, proposal: str, who: str) -> set[str]:
    """author, concerned, offerers, voters or organisation of one proposal."""
    p, c, e, o, t, b = (
        tables.proposal,
        tables.cosignature,
        tables.roll_entry,
        tables.office,
        tables.comment,
        tables.ballot_option,
    )
    query: Select[Any] | CompoundSelect[Any]
    if who == "author":
        query = select(p.c.author_id).where(
            p.c.community_id == community, p.c.proposal_id == proposal, p.c.author_id.is_not(None)
        )
    elif who == "concerned":
        query = union(
            select(c.c.person_id).where(
                c.c.community_id == community,
                c.c.proposal_id == proposal,
                c.c.taken_back_at.is_(None),
            ),
            select(t.c.person_id).where(
                t.c.community_id == community,
                t.c.proposal_id == proposal,
                t.c.person_id.is_not(None),
            ),
            following.followers(community, proposal),
        )
    elif who == "offerers":
        query = select(b.c.by).where(
            b.c.community_id == community, b.c.proposal_id == proposal, b.c.state != "withdrawn"
        )
    elif who == "voters":
        query = select(e.c.person_id).where(
            e.c.community_id == community, e.c.proposal_id == proposal, e.c.recused.is_(False)
        )
    else:
        query = (
            select(o.c.person_id)
            .join(
                p,
                and_(
                    p.c.community_id == o.c.community_id, p.c.organisation_id == o.c.organisation_id
                ),
            )
            .where(
                p.c.community_id == community, p.c.proposal_id == proposal, o.c.left_at.is_(None)
            )
        )
    return set(s.execute(query).scalars())
