"""What owners own, whom they act for, and what that weighs in one vote.

Read by the desk, by a person's own pages, the roll, the ballot and the result.

Addresses are shown to the desk and to the person themselves only; the public sees sums. Areas are
in 0.01 m².
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from deliberation.charter.rulebook import Rulebook
from deliberation.counting.motion import dual
from deliberation.record import tables
from deliberation.record.write.answers.owners import current_parties

FOUND_MOST = 30


@dataclass(frozen=True, slots=True)
class Tie:
    """One person's tie to units. how: home (owner by their entry), owns (another unit), or a ground
    of acting for an owner.
    """

    how: str
    ident: str | None
    units: tuple[Any, ...]
    document: str | None = None
    since: datetime | None = None
    ended_at: datetime | None = None
    reason: str | None = None

    @property
    def area(self) -> int:
        """Together, in 0.01 m²."""
        return sum(u.area for u in self.units)


@dataclass(frozen=True, slots=True)
class Party:
    """One head somebody votes for: units, area in 0.01 m², and whether others may cast this one
    vote as well.
    """

    units: int
    area: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The base of a vote of owners. `mute`: heads (and their area) for whom nobody may vote."""

    heads: int
    units: int
    area: int
    mute: int
    mute_area: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """One of the two sums of a counted round, in the names the pictures and sums of a result use.

    `silent` followed the majority without a ballot.
    """

    members: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int
    silent: int
    round: Any

    @property
    def silent_for(self) -> int:
        """What silence added to those in favour: the majority it follows is that of heads and area
        alike.
        """
        return self.silent if self.votes_for > self.votes_against else 0

    @property
    def base(self) -> int:
        """What the majority is counted of."""
        return self.present + self.silent

    @property
    def enough(self) -> bool:
        """Whether enough took part of this sum."""
        return _met(
            self.round.quorum_kind,
            self.present * self.round.quorum_d,
            self.members * self.round.quorum_n,
        )

    @property
    def carried(self) -> bool:
        """Whether enough of it was in favour."""
        return _met(
            self.round.majority_kind,
            (self.votes_for + self.silent_for) * self.round.majority_d,
            self.base * self.round.majority_n,
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("quorum_", "majority_")):
            return getattr(self.round, name)
        raise AttributeError(name)


def _met(kind: str, left: int, right: int) -> bool:
    return left >= right if kind == "at_least" else left > right


def _units(s: Any, community: str, ids: set[str]) -> dict[str, Any]:
    d = tables.dwelling
    return (
        {
            r.dwelling_id: r
            for r in s.execute(
                select(d.c.dwelling_id, d.c.building, d.c.unit, d.c.room, d.c.area).where(
                    d.c.community_id == community, d.c.dwelling_id.in_(ids)
                )
            )
        }
        if ids
        else {}
    )


def ties(s: Any, community: str, person: str) -> list[Tie]:
    """Everything somebody owns or acts for, what ended last. Four queries."""
    p, o, r = tables.person, tables.ownership, tables.representation
    me = s.execute(
        select(p.c.dwelling_id, p.c.tenure).where(
            p.c.community_id == community, p.c.person_id == person
        )
    ).one()
    owned = s.execute(
        select(o).where(o.c.community_id == community, o.c.person_id == person).order_by(o.c.at)
    ).all()
    acting: dict[str, list[Any]] = {}
    for x in s.execute(
        select(r)
        .where(r.c.community_id == community, r.c.person_id == person)
        .order_by(r.c.at, r.c.dwelling_id)
    ):
        acting.setdefault(x.representation_id, []).append(x)
    known = _units(
        s,
        community,
        {
            me.dwelling_id,
            *(x.dwelling_id for x in owned),
            *(x.dwelling_id for rows in acting.values() for x in rows),
        },
    )
    found = (
        [Tie("home", None, (known[me.dwelling_id],))]
        if me.tenure == "owner" and me.dwelling_id in known
        else []
    )
    found += [
        Tie(
            "owns",
            x.ownership_id,
            (known[x.dwelling_id],),
            x.document,
            x.at,
            x.ended_at,
            x.end_reason,
        )
        for x in owned
    ]
    found += [
        Tie(
            rows[0].ground,
            ident,
            tuple(known[x.dwelling_id] for x in rows),
            rows[0].document,
            rows[0].at,
            rows[0].ended_at,
            rows[0].end_reason,
        )
        for ident, rows in acting.items()
    ]
    return sorted(found, key=lambda t: t.ended_at is not None)


def find_units(s: Any, community: str, text: str) -> list[Any]:
    """Units by building, or by building-unit-room as they stand on a letter."""
    d = tables.dwelling
    parts = [x.strip() for x in text.replace("－", "-").split("-") if x.strip()]
    if not parts:
        return []
    query = select(d.c.dwelling_id, d.c.building, d.c.unit, d.c.room, d.c.area).where(
        d.c.community_id == community
    )
    if len(parts) == 1:
        query = query.where(or_(d.c.building == parts[0], d.c.room == parts[0]))
    else:
        query = query.where(
            d.c.building == parts[0],
            d.c.room == parts[-1],
            *([d.c.unit == parts[1]] if len(parts) > 2 else []),
        )
    return list(
        s.execute(
            query.order_by(d.c.building, d.c.unit, d.c.room, d.c.dwelling_id).limit(FOUND_MOST)
        )
    )


def electorate(book: Rulebook, row: Any) -> str:
    """Who decides this proposal, by its kind and whether it is one group's.

    `row`: the proposal's.
    """
    kind = book.kinds.get(row.matter) or book.kind("ordinary")
    return kind.vote[kind.scope(row)].electorate


def mine(s: Any, community: str, row: Any, person: str) -> tuple[tuple[Party, ...], bool]:
    """The heads somebody votes for, and whether the roll is frozen: from the frozen parties, before
    opening from the roster of today.
    """
    v, a = tables.owner_party_voter, tables.owner_party
    others = tables.owner_party_voter.alias()
    here = (
        v.c.community_id == community,
        v.c.proposal_id == row.proposal_id,
        v.c.round_no == row.round_no,
    )
    together = (
        select(func.count())
        .select_from(others)
        .where(
            others.c.community_id == v.c.community_id,
            others.c.proposal_id == v.c.proposal_id,
            others.c.round_no == v.c.round_no,
            others.c.party_no == v.c.party_no,
        )
        .scalar_subquery()
    )
    rows = s.execute(
        select(a.c.units, a.c.area, together.label("voters"))
        .select_from(
            v.join(
                a,
                and_(
                    a.c.community_id == v.c.community_id,
                    a.c.proposal_id == v.c.proposal_id,
                    a.c.round_no == v.c.round_no,
                    a.c.party_no == v.c.party_no,
                ),
            )
        )
        .where(*here, v.c.person_id == person)
        .order_by(a.c.area.desc())
    ).all()
    if rows or row.stage not in ("draft", "gather", "take_up", "advise", "notice"):
        return tuple(Party(x.units, x.area, x.voters > 1) for x in rows), True
    found = [
        (units, area, len(voters) > 1)
        for voters, units, area in current_parties(s, community, row.group_id)
        if person in voters
    ]
    return tuple(Party(*x) for x in sorted(found, key=lambda x: -x[1])), False


def sums(s: Any, community: str, row: Any) -> Sums:
    """Heads, units and area a vote is counted of; as frozen, before opening as the roster stands
    today.
    """
    a, v = tables.owner_party, tables.owner_party_voter
    spoken = (
        select(v.c.party_no)
        .where(
            v.c.community_id == a.c.community_id,
            v.c.proposal_id == a.c.proposal_id,
            v.c.round_no == a.c.round_no,
            v.c.party_no == a.c.party_no,
        )
        .exists()
    )
    rows = s.execute(
        select(
            spoken.label("spoken"),
            func.count().label("heads"),
            func.sum(a.c.units).label("units"),
            func.sum(a.c.area).label("area"),
        )
        .where(
            a.c.community_id == community,
            a.c.proposal_id == row.proposal_id,
            a.c.round_no == row.round_no,
        )
        .group_by(spoken)
    ).all()
    if rows:
        mute = [x for x in rows if not x.spoken]
        return Sums(
            sum(x.heads for x in rows),
            sum(int(x.units) for x in rows),
            sum(int(x.area) for x in rows),
            sum(x.heads for x in mute),
            sum(int(x.area) for x in mute),
            True,
        )
    now = current_parties(s, community, row.group_id)
    mute_now = [area for voters, _, area in now if not voters]
    return Sums(
        len(now),
        sum(u for _, u, _ in now),
        sum(area for _, _, area in now),
        len(mute_now),
        sum(mute_now),
        False,
    )


def counted(s: Any, community: str, round_: Any) -> tuple[Counted, Counted] | None:
    """The two sums of a counted round, heads and area; None for a vote that is no owners'.

    `round_`: its row.
    """
    if round_.rule != dual.RULE:
        return None
    t = tables.owner_round
    area = s.execute(
        select(t).where(
            t.c.community_id == community,
            t.c.proposal_id == round_.proposal_id,
            t.c.round_no == round_.round_no,
        )
    ).one()
    return (
        Counted(
            round_.members,
            round_.present,
            round_.votes_for,
            round_.votes_against,
            round_.votes_abstain,
            area.silent_heads or 0,
            round_,
        ),
        Counted(
            area.members,
            area.present,
            area.votes_for,
            area.votes_against,
            area.votes_abstain,
            area.silent_area or 0,
            round_,
        ),
    )
