"""Answers about a vote: the electorate, the roll, ballots opened for the count, the round,
certificates.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Select, and_, func, literal, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters.election import second_round
from deliberation.charter.needs.elections import THE_ELECTION
from deliberation.charter.needs.supervision import MY_CHECKS
from deliberation.charter.needs.votes import (
    BALLOTS,
    MY_CERTIFICATE,
    ROLL_MEMBERS,
    ROLL_TARGET,
    ROUND,
)
from deliberation.charter.owning import OWNERS
from deliberation.charter.roles import Role
from deliberation.charter.rulebook import Rulebook
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.charter.voting.paper import is_secret
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.prepared import first

from .of_act import NamesPerson
from .people import holding
from .registry import answers, keys, of_matter


@answers(ROLL_TARGET)
def _roll_target(conn: Connection, case: Case, act: NamesPerson) -> Any:
    found = first(
        conn,
        tables.roll_entry,
        **keys(case, round_no=case.proposal.round_no, person_id=act.person_id),
    )
    if found is None:
        return None
    since = (
        first(conn, tables.recusal, "person_id", **keys(case, person_id=act.person_id)) is not None
    )  # the roll says it as of opening
    return SimpleNamespace(
        recused=found.recused or since, attended_at=found.attended_at, role=found.role
    )


@answers(ROUND)
def _round(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.vote_round, **keys(case, round_no=case.proposal.round_no))


@answers(MY_CERTIFICATE)
def _my_certificate(conn: Connection, case: Case, act: Act) -> Any:
    return first(
        conn,
        tables.certificate,
        "verdict",
        **keys(case, round_no=case.proposal.round_no, person_id=case.actor.person_id),
    )


@answers(MY_CHECKS)
def _my_checks(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.stage_check
    return frozenset(
        conn.execute(
            select(t.c.item).where(
                of_matter(
                    t,
                    case,
                    t.c.person_id == case.actor.person_id,
                    t.c.stage == case.proposal.stage,
                    t.c.at >= case.proposal.stage_at,
                )
            )
        ).scalars()
    )


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


def electorate_query(
    community: str, electorate: str, group_id: str | None, now: Any, rulebook: Rulebook
) -> Select[Any]:
    """(person, role) of everybody who may vote: members of the representatives' meeting (Art 28),
    or adult residents, in the group; of households also the dwelling.
    """
    p, d, o = tables.person, tables.dwelling, tables.office
    if electorate == HOUSEHOLDS:
        return _household_adults(community, group_id)
    # Art 28: the meeting has the committee's members too; Arts 19 and 20 speak of the
    # representatives
    if electorate in ("reps_meeting", "representatives"):
        roles = (
            (Role.representative.value, Role.committee_member.value)
            if electorate == "reps_meeting"
            else (Role.representative.value,)
        )
        return (
            select(o.c.person_id, func.max(o.c.role).label("role"))
            .where(o.c.community_id == community, o.c.role.in_(roles), holding(now, rulebook))
            .group_by(o.c.person_id)
        )
    query = (
        select(p.c.person_id, func.max("resident").label("role"))
        .where(p.c.community_id == community, p.c.standing == "adult", p.c.lives_here.is_(True))
        .group_by(p.c.person_id)
    )
    if group_id:
        query = query.select_from(
            p.join(
                d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
            )
        ).where(d.c.group_id.in_(within_group(community, group_id)))
    return query


def _household_adults(community: str, group_id: str | None) -> Select[Any]:
    """(person, role, dwelling) of everybody who may vote for their household: its named
    representative, or where that is nobody of its adults all of them.
    """
    p, d, h, r = tables.person, tables.dwelling, tables.household_rep, tables.person.alias()
    named = (
        select(h.c.dwelling_id, h.c.person_id)
        .select_from(
            h.join(
                r,
                and_(
                    r.c.community_id == h.c.community_id,
                    r.c.person_id == h.c.person_id,
                    r.c.dwelling_id == h.c.dwelling_id,
                    r.c.standing == "adult",
                    r.c.lives_here.is_(True),
                ),
            )
        )
        .where(h.c.community_id == community, h.c.ended_at.is_(None))
        .subquery()
    )
    query = (
        select(p.c.person_id, literal(HOUSEHOLD).label("role"), p.c.dwelling_id)
        .select_from(p.outerjoin(named, named.c.dwelling_id == p.c.dwelling_id))
        .where(
            p.c.community_id == community,
            p.c.standing == "adult",
            p.c.lives_here.is_(True),
            or_(named.c.person_id.is_(None), named.c.person_id == p.c.person_id),
        )
    )
    if group_id:
        query = query.where(
            p.c.dwelling_id.in_(
                select(d.c.dwelling_id).where(
                    d.c.community_id == community,
                    d.c.group_id.in_(within_group(community, group_id)),
                )
            )
        )
    return query


@answers(ROLL_MEMBERS)
def _roll_members(conn: Connection, case: Case, act: Act) -> Any:
    if case.vote.electorate == OWNERS:
        return []  # see OWNER_PARTIES
    if case.answers.get(THE_ELECTION) is not None and second_round(case):
        return _same_roll(conn, case)
    people = electorate_query(
        case.community.id, case.vote.electorate, case.proposal.group_id, case.now, case.rulebook
    ).subquery()
    r = tables.recusal
    rows = conn.execute(
        select(people, r.c.person_id.is_not(None).label("recused"))
        .select_from(people.outerjoin(r, of_matter(r, case, r.c.person_id == people.c.person_id)))
        .order_by(people.c.person_id)
    ).all()
    return [
        SimpleNamespace(
            person=x.person_id,
            role=x.role,
            recused=bool(x.recused),
            dwelling=getattr(x, "dwelling_id", None),
        )
        for x in rows
    ]


def _same_roll(conn: Connection, case: Case) -> Any:
    """A second round needs no new registration: the roll of the round before."""
    e, v = tables.roll_entry, tables.household_voter
    rows = conn.execute(
        select(e.c.person_id, e.c.role, e.c.recused, v.c.dwelling_id)
        .select_from(
            e.outerjoin(
                v,
                and_(
                    v.c.community_id == e.c.community_id,
                    v.c.proposal_id == e.c.proposal_id,
                    v.c.round_no == e.c.round_no,
                    v.c.person_id == e.c.person_id,
                ),
            )
        )
        .where(of_matter(e, case, e.c.round_no == case.proposal.round_no - 1))
        .order_by(e.c.person_id)
    ).all()
    return [
        SimpleNamespace(person=x.person_id, role=x.role, recused=x.recused, dwelling=x.dwelling_id)
        for x in rows
    ]


@answers(BALLOTS)
def _ballots(conn: Connection, case: Case, act: Act) -> Any:
    found = last_ballots(conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no)
    if is_secret(case):
        found.totals, found.valid, holders = secret_sums(
            conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no
        )
        found.present = len(found.attended | holders)
    return found


def secret_sums(
    conn: Any, community: str, proposal: str, round_no: int
) -> tuple[dict[tuple[int, str], int], int, set[str]]:
    """({(question, what): votes} of the counted batches of a secret vote, invalid ballots under (0,
    "invalid"); how many ballots were valid; who took one and did not give it back: they were
    present). Three queries.
    """
    t, h, b = tables.paper_total, tables.paper_holder, tables.paper_batch

    def here(table: Any) -> Any:
        return and_(
            table.c.community_id == community,
            table.c.proposal_id == proposal,
            table.c.round_no == round_no,
        )

    sums = {
        (q, what): int(votes)
        for q, what, votes in conn.execute(
            select(t.c.question_no, t.c.what, func.sum(t.c.votes))
            .where(here(t))
            .group_by(t.c.question_no, t.c.what)
        )
    }
    sheets = conn.execute(
        select(func.coalesce(func.sum(b.c.counted_sheets), 0)).where(
            here(b), b.c.state == "counted"
        )
    ).scalar_one()
    holders = conn.execute(select(h.c.person_id).where(here(h), h.c.serial.is_not(None))).scalars()
    return sums, int(sheets) - sums.get((0, "invalid"), 0), set(holders)


def last_ballots(conn: Connection, community: str, proposal: str, round_no: int) -> SimpleNamespace:
    """Every voter's last ballot opened from its sealed part, and how many were present: voted or
    signed in.
    """
    b, f, body, e = tables.ballot, tables.fact, tables.fact_body, tables.roll_entry
    rows = conn.execute(
        select(b.c.voter_id, b.c.fact_id, b.c.choice, f.c.position, body.c.salt, body.c.body)
        .select_from(
            b.join(f, and_(f.c.community_id == b.c.community_id, f.c.fact_id == b.c.fact_id)).join(
                body,
                and_(
                    body.c.community_id == f.c.community_id,
                    body.c.position == f.c.position,
                    body.c.part == "sealed",
                ),
            )
        )
        .where(b.c.community_id == community, b.c.proposal_id == proposal, b.c.round_no == round_no)
        .order_by(b.c.voter_id)
    ).all()
    last = [
        SimpleNamespace(
            voter=r.voter_id,
            fact_id=r.fact_id,
            choice=canonical.read(bytes(r.body))["choice"],
            salt=bytes(r.salt).hex(),
            position=r.position,
        )
        for r in rows
    ]
    attended: set[str] = set(
        conn.execute(
            select(e.c.person_id).where(
                e.c.community_id == community,
                e.c.proposal_id == proposal,
                e.c.round_no == round_no,
                e.c.attended_at.is_not(None),
            )
        ).scalars()
    )
    return SimpleNamespace(
        last=last, attended=attended, present=len({x.voter for x in last} | attended), totals=None
    )
