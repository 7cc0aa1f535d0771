"""What the desk prints on paper: matters that gather, rolls to sign in on, households to write to,
people without a second factor.

Names and addresses are for the clerk only; nothing here knows a choice. Read by desk.printing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import exists, func, or_, select

from deliberation.readings.proposals.cards import held_here
from deliberation.record import tables
from deliberation.record.owning import owns_here
from deliberation.record.private.factors import join_codes, resets
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same

MOST = 100
ROLL_MOST = 2000
LETTERS_MOST = 400
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Matter:
    """A proposal something is printed for.

    Of a vote: how many may sign in, and how many of them neither voted nor signed in.
    """

    proposal_id: str
    title: str | None
    number: str
    body: str | None
    version_no: int
    round_no: int
    closes_at: datetime | None
    members: int = 0
    missing: int = 0


def gathering(s: Any, community: str) -> list[Matter]:
    """Proposals that gather co-signatures, by due date."""
    p = tables.proposal
    return [
        _matter(r)
        for r in s.execute(
            select(p)
            .where(p.c.community_id == community, p.c.stage == "gather")
            .order_by(p.c.due_at, p.c.proposal_id)
            .limit(MOST)
        )
    ]


def voting(s: Any, community: str) -> list[Matter]:
    """Votes that are open, by closing time."""
    p, e, b = tables.proposal, tables.roll_entry, tables.ballot
    voted = exists(
        select(b.c.voter_id).where(
            b.c.community_id == e.c.community_id,
            b.c.proposal_id == e.c.proposal_id,
            b.c.round_no == e.c.round_no,
            b.c.voter_id == e.c.person_id,
        )
    )

    def on_roll(*which: Any) -> Any:
        return (
            select(func.count())
            .select_from(e)
            .where(
                e.c.community_id == p.c.community_id,
                e.c.proposal_id == p.c.proposal_id,
                e.c.round_no == p.c.round_no,
                e.c.recused.is_(False),
                *which,
            )
            .scalar_subquery()
        )

    query = select(
        p, on_roll().label("members"), on_roll(e.c.attended_at.is_(None), ~voted).label("missing")
    )
    rows = s.execute(
        query.where(p.c.community_id == community, p.c.stage == "vote", held_here())
        .order_by(p.c.closes_at, p.c.proposal_id)
        .limit(MOST)
    )
    return [_matter(r, r.members, r.missing) for r in rows]


def _matter(r: Any, members: int = 0, missing: int = 0) -> Matter:
    number = f"{r.number_year}-{r.number:03d}" if r.number else ""
    return Matter(
        r.proposal_id,
        r.title,
        number,
        r.body,
        r.version_no,
        r.round_no,
        r.closes_at,
        members,
        missing,
    )


def roll(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    """Who may sign in: everybody on the frozen roll who did not declare an interest, by address:
    name, role, address.
    """
    e, p, d = tables.roll_entry, tables.person, tables.dwelling
    joined = e.join(p, same(e, p, "person_id")).join(d, same(p, d, "dwelling_id"))
    return list(
        s.execute(
            select(p.c.person_id, p.c.name, e.c.role, d.c.building, d.c.unit, d.c.room)
            .select_from(joined)
            .where(
                e.c.community_id == community,
                e.c.proposal_id == proposal,
                e.c.round_no == round_no,
                e.c.recused.is_(False),
            )
            .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
            .limit(ROLL_MOST)
        )
    )


# --- letters
# ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Building:
    """Adults of one building who have not joined: `new` hold no code that works, `waiting` hold one
    they have not used yet.
    """

    building: str
    new: int = 0
    new_homes: int = 0
    waiting: int = 0
    waiting_homes: int = 0


def _unjoined(community: str) -> Any:
    p, d = tables.person, tables.dwelling
    return (
        select(
            p.c.person_id,
            p.c.name,
            p.c.dwelling_id,
            d.c.building,
            d.c.unit,
            d.c.room,
            join_codes.waiting(p).label("given"),
        )
        .select_from(p.join(d, same(p, d, "dwelling_id")))
        .where(
            p.c.community_id == community,
            resident(p),
            p.c.joined_at.is_(None),
            d.c.building.is_not(None),
        )
    )


def buildings(s: Any, community: str) -> list[Building]:
    """Buildings with adults who have not joined yet, by name."""
    u = _unjoined(community).subquery()
    found: dict[str, dict[str, Any]] = {}
    for name, given, people, homes in s.execute(
        select(
            u.c.building, u.c.given, func.count(), func.count(u.c.dwelling_id.distinct())
        ).group_by(u.c.building, u.c.given)
    ):
        kind = "waiting" if given else "new"
        found.setdefault(name, {}).update({kind: people, f"{kind}_homes": homes})
    return [Building(name, **numbers) for name, numbers in sorted(found.items())]


def to_write_to(s: Any, community: str, building: str, *, again: bool) -> list[Any]:
    """Adults of a building who have not joined, by address: those without a code that works, or
    (`again`) those who hold one.
    """
    u = _unjoined(community).subquery()
    return list(
        s.execute(
            select(u)
            .where(u.c.building == building, u.c.given.is_(again))
            .order_by(u.c.unit, u.c.room, u.c.person_id)
            .limit(LETTERS_MOST)
        )
    )


def owners_elsewhere(s: Any, community: str) -> list[Any]:
    """Adults who own here, or act for an owner, live elsewhere, have not joined and hold no code
    that works: for letters by post.
    """
    p, d = tables.person, tables.dwelling
    return list(
        s.execute(
            select(p.c.person_id, p.c.name, p.c.dwelling_id, d.c.building, d.c.unit, d.c.room)
            .select_from(p.join(d, same(p, d, "dwelling_id")))
            .where(
                p.c.community_id == community,
                p.c.standing == "adult",
                p.c.lives_here.is_(False),
                p.c.joined_at.is_(None),
                p.c.name.is_not(None),
                owns_here(p),
                ~join_codes.waiting(p),
            )
            .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
            .limit(LETTERS_MOST)
        )
    )


# --- code cards
# ---------------------------------------------------------------------------------------------


def without_factor(s: Any, community: str, now: datetime, *, but: str | None) -> list[Any]:
    """People with an account whose second factor was taken away, or who hold an
    office, and who have none at all: for a card.

    `but`: the clerk, who prints none for themselves.
    """
    p, o, r = tables.person, tables.office, tables.factor_reset
    in_office = exists(
        select(o.c.office_id).where(
            o.c.community_id == p.c.community_id,
            o.c.person_id == p.c.person_id,
            o.c.left_at.is_(None),
            o.c.starts_at <= now,
        )
    )
    taken = exists(
        select(r.c.reset_id).where(
            r.c.community_id == p.c.community_id,
            r.c.person_id == p.c.person_id,
            r.c.state.in_(("confirmed", "by_shell")),
        )
    )
    query = select(p.c.person_id, p.c.name).where(
        p.c.community_id == community,
        p.c.standing == "adult",
        or_(in_office, taken),
        resets.account_without_factor(p),
        p.c.person_id != (but or ""),
    )
    return list(s.execute(query.order_by(p.c.person_id).limit(MOST)))
