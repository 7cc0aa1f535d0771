"""Who votes for whom in the present round: the list (Art 19) for those who may read the roll's
names, its number for everybody else, and one person's own proxies with what was asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from deliberation.charter.voting.proxies import ACCEPTED, FREE, STANDING, USED
from deliberation.readings.people import listing
from deliberation.readings.people.names import masked
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same

PAGE = 100
SAME = 50  # a proxy for each question of a paper, and one more


@dataclass(frozen=True, slots=True)
class Pair:
    """One proxy as the list has it."""

    principal: str
    holder: str
    state: str
    desk: bool


@dataclass(frozen=True, slots=True)
class Own:
    """One proxy as its two people see it: the other one's whole name, and the instruction.

    `held`: I am to vote. `question`: the only one it is for, or None.
    """

    proxy_id: str
    held: bool
    other: str
    other_id: str
    instruction: str
    state: str
    question: int | None = None


@dataclass(frozen=True, slots=True)
class ByProxy:
    """One proxy as the desk of a secret vote has it: whose ballot whom it may be handed to.
    `serial`: of the one that is out for the principal, whoever has it; `question`: the only one it
    is for, or None.
    """

    proxy_id: str
    principal_id: str
    principal: str
    holder: str
    question: int | None
    serial: int | None


def _office(person: Any, community: str) -> Any:
    o = tables.office
    return (
        select(o.c.office_id)
        .where(o.c.community_id == community, o.c.person_id == person, o.c.left_at.is_(None))
        .exists()
    )


def how_many(s: Any, p: Any) -> int:
    """Proxies that were taken on. `p`: the proposal's row."""
    t = tables.proxy
    query = select(func.count()).where(*_present(p), t.c.state.in_((ACCEPTED, USED)))
    return int(s.execute(query).scalar_one())


def listed(
    s: Any, p: Any, *, full: bool, after: str | None = None, most: int = PAGE
) -> tuple[list[Pair], str | None]:
    """Proxies that were taken on, by the principal's building and name, from a principal on, and
    whoever ends the page where there is more; `full`: whole names. Two queries.
    """
    t, a, b, d = tables.proxy, tables.person, tables.person.alias(), tables.dwelling
    names = a.c.name.label("principal"), b.c.name.label("holder")
    known = (
        _office(a.c.person_id, p.community_id).label("known_a"),
        _office(b.c.person_id, p.community_id).label("known_b"),
    )
    query = (
        select(t.c.principal_id, t.c.state, t.c.desk, *names, *known)
        .select_from(
            t.join(a, _is(a, t.c.principal_id))
            .outerjoin(d, same(a, d, "dwelling_id"))
            .join(b, _is(b, t.c.holder_id))
        )
        .where(*_present(p), t.c.state.in_((ACCEPTED, USED)))
    )
    later = listing.beyond(s, p.community_id, after)
    query = query if later is None else query.where(later)
    # of one principal's (one a question) the newest first; an id of a proxy names nobody
    ordered = query.order_by(*listing.order(a, d), t.c.proxy_id.desc())
    rows = s.execute(ordered.limit(most + SAME)).all()
    end = next((i for i in range(most, len(rows)) if _other(rows, i)), len(rows))
    more = rows[end - 1].principal_id if end < len(rows) else None
    return [_pair(r, full) for r in rows[:end]], more


def _other(rows: Sequence[Any], i: int) -> bool:
    """Whether another principal begins here: a page ends with the whole of one's proxies."""
    return bool(rows[i].principal_id != rows[i - 1].principal_id)


def _pair(r: Any, full: bool) -> Pair:
    principal = _shown(r.principal, full or r.known_a)
    return Pair(principal, _shown(r.holder, full or r.known_b), r.state, bool(r.desk))


def _shown(name: str | None, whole: bool) -> str:
    return (name or "—") if whole else masked(name)


def _is(person: Any, column: Any) -> Any:
    """Whom a column of a proxy names."""
    return and_(same(tables.proxy, person), person.c.person_id == column)


def _present(p: Any) -> tuple[Any, ...]:
    """Proxies of the present round. `p`: the proposal's row."""
    t = tables.proxy
    here = (t.c.community_id == p.community_id, t.c.proposal_id == p.proposal_id)
    return (*here, t.c.round_no == p.round_no)


def own(s: Any, p: Any, person: str | None) -> list[Own]:
    """What stands between this person and others in the present round."""
    if person is None or p.stage not in ("notice", "vote"):
        return []
    t, o = tables.proxy, tables.person
    given = and_(_is(o, t.c.holder_id), t.c.principal_id == person)
    taken = and_(_is(o, t.c.principal_id), t.c.holder_id == person)
    rows = s.execute(
        select(t, o.c.name, o.c.person_id.label("other_id"))
        .select_from(t.join(o, or_(given, taken)))
        .where(*_present(p), t.c.state.in_(STANDING))
        .order_by(t.c.proxy_id)
    )
    return [_own(r, r.holder_id == person, r.other_id, r.instruction or "free") for r in rows]


def to_take(s: Any, p: Any, people: set[str]) -> list[ByProxy]:
    """Proxies of the present round that one of these people gave or took on. `p`: the proposal's
    row.
    """
    t, a, b, h = tables.proxy, tables.person, tables.person.alias(), tables.paper_holder
    mine = or_(t.c.principal_id.in_(people), t.c.holder_id.in_(people))
    names = a.c.name.label("principal"), b.c.name.label("holder")
    rows = s.execute(
        select(t.c.proxy_id, t.c.principal_id, t.c.question_no, h.c.serial, *names)
        .select_from(
            t.join(a, _is(a, t.c.principal_id))
            .join(b, _is(b, t.c.holder_id))
            .outerjoin(h, same(t, h, *ROUND, person_id="principal_id"))
        )
        .where(*_present(p), t.c.state.in_((ACCEPTED, USED)), mine)
        .order_by(t.c.proxy_id)
    )
    return [
        ByProxy(r.proxy_id, r.principal_id, r.principal, r.holder, r.question_no, r.serial)
        for r in rows
    ]


def _own(r: Any, held: bool, other: str, instruction: str) -> Own:
    return Own(r.proxy_id, held, r.name or "—", other, instruction, r.state, r.question_no)


def held(s: Any, community: str, person: str) -> dict[str, list[Own]]:
    """{proposal under vote: whom this person took it on to vote for in its present round}. One
    query; what was asked of them is left out.
    """
    t, o, p = tables.proxy, tables.person, tables.proposal
    columns = t.c.proposal_id, t.c.proxy_id, t.c.principal_id, t.c.state, t.c.question_no
    query = (
        select(*columns, o.c.name)
        .select_from(t.join(p, same(t, p, *ROUND)).join(o, _is(o, t.c.principal_id)))
        .where(t.c.community_id == community, t.c.holder_id == person)
        .where(t.c.state.in_((ACCEPTED, USED)), p.c.stage == "vote")
        .order_by(t.c.proxy_id)
    )
    found: dict[str, list[Own]] = {}
    for r in s.execute(query):
        found.setdefault(r.proposal_id, []).append(_own(r, True, r.principal_id, FREE))
    return found


def used(s: Any, p: Any) -> dict[str, str]:
    """{principal: holder} of the ballots cast by proxy in the present round."""
    t = tables.proxy
    return dict(
        s.execute(
            select(t.c.principal_id, t.c.holder_id).where(
                in_round(t, p.community_id, p.proposal_id, p.round_no),
                t.c.state == USED,
            )
        ).all()
    )


def cast_by(s: Any, p: Any, round_no: int, principal: str) -> str | None:
    """The name of whoever cast this ballot by proxy, None where nobody did. p: the proposal's
    row.
    """
    t, o = tables.proxy, tables.person
    name: str | None = s.execute(
        select(o.c.name)
        .select_from(t.join(o, _is(o, t.c.holder_id)))
        .where(
            in_round(t, p.community_id, p.proposal_id, round_no),
            t.c.principal_id == principal,
            t.c.state == USED,
        )
    ).scalar()
    return name
