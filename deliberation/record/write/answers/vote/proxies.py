"""Answers about proxies and households: the proxy an act names, the two people it would bind, for
whom it is used, who lives in a home.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.people import HOME
from deliberation.charter.needs.proxies import PRINCIPAL, PROXY, PROXY_TIES
from deliberation.charter.owning import OWNERS
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.households import ROLE as HOUSEHOLD
from deliberation.charter.voting.proxies import ACCEPTED, STANDING, USED
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.of_act import GivesProxy, NamesDwelling, NamesProxy
from deliberation.record.write.answers.people.offices import holding
from deliberation.record.write.answers.registry import answers, keys, of_matter

from .electorate import electorate_query
from .owners import current_parties


@answers(PROXY)
def _proxy(conn: Connection, case: Case, act: NamesProxy) -> Any:
    return first(conn, tables.proxy, **keys(case, proxy_id=act.proxy_id))


@answers(PROXY_TIES)
def _proxy_ties(conn: Connection, case: Case, act: GivesProxy) -> Any:
    principal, holder = act.principal(case), act.holder(case)
    t, b, r, c = tables.proxy, tables.ballot, tables.recusal, tables.ballot_option
    at = case.proposal.round_no
    rows = conn.execute(
        select(t.c.principal_id, t.c.holder_id, t.c.state, t.c.proxy_id).where(
            of_matter(
                t,
                case,
                t.c.round_no == at,
                t.c.state.in_(STANDING),
                or_(
                    t.c.principal_id.in_((principal, holder)),
                    t.c.holder_id.in_((principal, holder)),
                ),
            )
        )
    ).all()
    said = conn.execute(
        select(
            exists(
                select(b.c.voter_id).where(
                    of_matter(b, case, b.c.round_no == at, b.c.voter_id == principal)
                )
            ).label("voted"),
            exists(select(r.c.person_id).where(of_matter(r, case, r.c.person_id == holder))).label(
                "recused"
            ),
            exists(
                select(c.c.option_id).where(
                    of_matter(
                        c,
                        case,
                        c.c.what == "candidate",
                        c.c.person_id == holder,
                        c.c.state.in_(("offered", "accepted")),
                    )
                )
            ).label("candidate"),
        )
    ).one()
    votes = may_vote(conn, case, (principal, holder))
    counts = [x for x in rows if x.state in (ACCEPTED, USED)]
    return SimpleNamespace(
        given=next((x.proxy_id for x in rows if x.principal_id == principal), None),
        holder_gave=any(x.principal_id == holder for x in rows),
        principal_holds=any(x.holder_id == principal for x in counts),
        held=sum(x.holder_id == holder for x in counts),
        voted=bool(said.voted),
        holder_recused=bool(said.recused),
        principal_votes=principal in votes,
        holder_votes=holder in votes,
        candidate=bool(said.candidate),
    )


def may_vote(conn: Any, case: Case, people: tuple[str, ...]) -> frozenset[str]:
    """Which of these people vote: on the frozen roll, or before the opening by the roster as it
    is.
    """
    e = tables.roll_entry
    if case.stage is not Stage.notice:
        return frozenset(
            conn.execute(
                select(e.c.person_id).where(
                    of_matter(
                        e, case, e.c.round_no == case.proposal.round_no, e.c.person_id.in_(people)
                    )
                )
            ).scalars()
        )
    if case.vote.electorate == OWNERS:
        return frozenset(
            v
            for voters, _, _ in current_parties(conn, case.community.id, case.proposal.group_id)
            for v in voters
        ).intersection(people)
    may = electorate_query(
        case.community.id, case.vote.electorate, case.proposal.group_id, case.now, case.rulebook
    ).subquery()
    return frozenset(
        conn.execute(select(may.c.person_id).where(may.c.person_id.in_(people))).scalars()
    )


@answers(PRINCIPAL)
def _principal(conn: Connection, case: Case, act: Act) -> Any:
    row = case.answers.get(PROXY)
    if row is None:
        return None
    e, p, r, b, o, h = (
        tables.roll_entry,
        tables.person,
        tables.recusal,
        tables.ballot,
        tables.office,
        tables.paper_holder,
    )
    at = case.proposal.round_no
    in_office = exists(
        select(o.c.office_id).where(
            o.c.community_id == e.c.community_id,
            o.c.person_id == e.c.person_id,
            o.c.role == e.c.role,
            holding(case.now, case.rulebook),
        )
    )
    found = conn.execute(
        select(
            e.c.role,
            e.c.recused,
            p.c.standing,
            p.c.lives_here,
            r.c.person_id.label("since"),
            b.c.revision,
            h.c.serial,
            in_office.label("in_office"),
        )
        .select_from(
            e.join(p, same(e, p, "person_id"))
            .outerjoin(r, same(e, r, "proposal_id", "person_id"))
            .outerjoin(b, same(e, b, *ROUND, voter_id="person_id"))
            .outerjoin(h, same(e, h, *ROUND, "person_id"))
        )
        .where(of_matter(e, case, e.c.round_no == at, e.c.person_id == row.principal_id))
    ).first()
    if found is None:
        return None
    lives = found.standing == "adult" and bool(found.lives_here)
    there = (
        lives
        if found.role in ("resident", HOUSEHOLD)
        else found.standing == "adult"
        if found.role == "owner"
        else bool(found.in_office)
    )
    return SimpleNamespace(
        role=found.role,
        recused=bool(found.recused) or found.since is not None,
        there=there,
        revision=found.revision or 0,
        paper=found.serial,
    )


@answers(HOME)
def _home(conn: Connection, case: Case, act: NamesDwelling) -> Any:
    p, h = tables.person, tables.household_rep
    adults = (
        conn.execute(
            select(p.c.person_id)
            .where(
                p.c.community_id == case.community.id,
                p.c.dwelling_id == act.dwelling_id,
                p.c.standing == "adult",
                p.c.lives_here.is_(True),
            )
            .order_by(p.c.person_id)
        )
        .scalars()
        .all()
    )
    named = conn.execute(
        select(h).where(
            h.c.community_id == case.community.id,
            h.c.dwelling_id == act.dwelling_id,
            h.c.ended_at.is_(None),
        )
    ).first()
    return SimpleNamespace(adults=tuple(adults), named=named)
