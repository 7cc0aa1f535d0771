"""Answers about elections and recalls: posts, candidates, counts of earlier rounds, who sits in the
body now, the recall and who demands it.
"""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import (
    AGAIN,
    CANDIDACY,
    CANDIDATES,
    FILINGS,
    HOMES_THERE,
    KIN,
    MY_DEMAND,
    MY_NOMINATION,
    RECALL_TARGET,
    SITTING,
    STANDINGS,
    THE_ELECTION,
    THE_RECALL,
    WINNERS_KIN,
    WINNERS_OFFICES,
    WRITTEN_IN,
)
from deliberation.charter.needs.people import MY_NAME
from deliberation.record import tables
from deliberation.record.prepared import every, first

from .of_act import NamesCandidacy, NamesGroup, NamesOffice
from .people import holding
from .registry import answers, keys, of_matter
from .votes import electorate_query, within_group


@answers(THE_ELECTION)
def _election(conn: Connection, case: Case, act: Act) -> Any:
    return (
        election_of(conn, case.community.id, case.proposal.proposal_id)
        if matters.reads(case, THE_ELECTION)
        else None
    )


def election_of(s: Any, community: str, proposal: str) -> Any:
    """The election with its posts, highest first; None for any other matter."""
    e, p = tables.election, tables.election_post
    rows = s.execute(
        select(e, p.c.post, p.c.place, p.c.seats, p.c.open, p.c.level)
        .select_from(
            e.join(
                p, and_(p.c.community_id == e.c.community_id, p.c.proposal_id == e.c.proposal_id)
            )
        )
        .where(e.c.community_id == community, e.c.proposal_id == proposal)
        .order_by(p.c.place)
    ).all()
    if not rows:
        return None
    one = rows[0]
    return SimpleNamespace(
        **{c.name: getattr(one, c.name) for c in e.c},
        posts=tuple(
            SimpleNamespace(post=r.post, place=r.place, seats=r.seats, open=r.open, level=r.level)
            for r in rows
        ),
    )


def candidates_query() -> Any:
    """Every candidacy with what the vetting said; `name` and `statement` are words, and None before
    somebody agreed to stand.
    """
    c, o = tables.election_candidate, tables.ballot_option
    return select(
        c,
        o.c.state.label("option_state"),
        o.c.code.label("refused_for"),
        o.c.reasons,
        o.c.title.label("name"),
        o.c.body.label("statement"),
        o.c.decided_by,
    ).select_from(
        c.outerjoin(
            o,
            and_(
                o.c.community_id == c.c.community_id,
                o.c.proposal_id == c.c.proposal_id,
                o.c.option_id == c.c.candidacy_id,
            ),
        )
    )


@answers(CANDIDATES)
def _candidates(conn: Connection, case: Case, act: Act) -> Any:
    c = tables.election_candidate
    return (
        list(
            conn.execute(
                candidates_query().where(of_matter(c, case)).order_by(c.c.at, c.c.candidacy_id)
            )
        )
        if matters.reads(case, CANDIDATES)
        else []
    )


@answers(CANDIDACY)
def _candidacy(conn: Connection, case: Case, act: NamesCandidacy) -> Any:
    c = tables.election_candidate
    return conn.execute(
        candidates_query().where(of_matter(c, case, c.c.candidacy_id == act.candidacy_id))
    ).first()


@answers(STANDINGS)
def _standings(conn: Connection, case: Case, act: Act) -> Any:
    """Of ranked ballots the paper's own places are the result."""
    if not matters.reads(case, STANDINGS):
        return []
    if case.vote.rule == "election/1":
        return every(conn, tables.election_standing, **keys(case))
    o, c = tables.round_option, tables.election_candidate
    rows = conn.execute(
        select(o.c.round_no, o.c.option_id, o.c.place, c.c.post)
        .select_from(
            o.join(
                c,
                and_(
                    c.c.community_id == o.c.community_id,
                    c.c.proposal_id == o.c.proposal_id,
                    c.c.candidacy_id == o.c.option_id,
                ),
            )
        )
        .where(of_matter(o, case))
    ).all()
    return [
        SimpleNamespace(
            round_no=r.round_no,
            candidacy_id=r.option_id,
            post=r.post,
            state="elected" if r.place else "not_elected",
            place=r.place,
            votes_for=0,
        )
        for r in rows
    ]


@answers(WRITTEN_IN)
def _written_in(conn: Connection, case: Case, act: Act) -> Any:
    return (
        every(conn, tables.election_written_in, **keys(case))
        if matters.reads(case, WRITTEN_IN)
        else []
    )


@answers(AGAIN)
def _again(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.election_again
    return (
        list(
            conn.execute(
                select(t)
                .where(of_matter(t, case, t.c.round_no == case.proposal.round_no))
                .order_by(t.c.post, t.c.candidacy_id)
            )
        )
        if matters.reads(case, AGAIN)
        else []
    )


@answers(KIN)
def _kin(conn: Connection, case: Case, act: Act) -> Any:
    """Pairs of candidates declared near relatives."""
    if not matters.reads(case, KIN):
        return []
    r, a, b = (
        tables.relative,
        tables.election_candidate.alias("a"),
        tables.election_candidate.alias("b"),
    )
    rows = conn.execute(
        select(r.c.person_id, r.c.relative_id)
        .distinct()
        .select_from(
            r.join(
                a, and_(a.c.community_id == r.c.community_id, a.c.person_id == r.c.person_id)
            ).join(b, and_(b.c.community_id == r.c.community_id, b.c.person_id == r.c.relative_id))
        )
        .where(
            r.c.community_id == case.community.id,
            a.c.proposal_id == case.proposal.proposal_id,
            b.c.proposal_id == case.proposal.proposal_id,
            r.c.person_id < r.c.relative_id,
        )
    ).all()
    return [(x.person_id, x.relative_id) for x in rows]


@answers(MY_NOMINATION)
def _my_nomination(conn: Connection, case: Case, act: NamesCandidacy) -> Any:
    return (
        first(
            conn,
            tables.election_nominator,
            "person_id",
            **keys(case, candidacy_id=act.candidacy_id, person_id=case.actor.person_id),
        )
        is not None
    )


@answers(MY_NAME)
def _my_name(conn: Connection, case: Case, act: Act) -> Any:
    return getattr(
        first(
            conn,
            tables.person,
            "name",
            community_id=case.community.id,
            person_id=case.actor.person_id,
        ),
        "name",
        None,
    )


@answers(HOMES_THERE)
def _households(conn: Connection, case: Case, act: NamesGroup) -> Any:
    """Dwellings of the group an election names in which an adult lives; 0 where it names none."""
    if not act.group_id:
        return 0
    d, p = tables.dwelling, tables.person
    return conn.execute(
        select(func.count(func.distinct(d.c.dwelling_id)))
        .select_from(
            d.join(
                p, and_(p.c.community_id == d.c.community_id, p.c.dwelling_id == d.c.dwelling_id)
            )
        )
        .where(
            d.c.community_id == case.community.id,
            d.c.group_id.in_(within_group(case.community.id, act.group_id)),
            p.c.standing == "adult",
            p.c.lives_here.is_(True),
        )
    ).scalar_one()


@answers(SITTING)
def _sitting(conn: Connection, case: Case, act: Act) -> Any:
    """Who holds the office now, or will; of representatives those who live in the group."""
    o, p, d = tables.office, tables.person, tables.dwelling
    query = select(o).where(
        o.c.community_id == case.community.id,
        o.c.role == case.kind.election.role,
        o.c.left_at.is_(None),
    )
    if case.proposal.group_id:
        query = query.select_from(
            o.join(
                p, and_(p.c.community_id == o.c.community_id, p.c.person_id == o.c.person_id)
            ).join(
                d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
            )
        ).where(d.c.group_id.in_(within_group(case.community.id, case.proposal.group_id)))
    return list(conn.execute(query.order_by(o.c.office_id)))


def _persons(case: Case) -> Any:
    c = tables.election_candidate
    return select(c.c.person_id).where(of_matter(c, case))


@answers(WINNERS_OFFICES)
def _winners_offices(conn: Connection, case: Case, act: Act) -> Any:
    o = tables.office
    return list(
        conn.execute(
            select(o.c.person_id, o.c.role).where(
                o.c.community_id == case.community.id,
                o.c.left_at.is_(None),
                o.c.person_id.in_(_persons(case)),
                or_(o.c.starts_at > case.now, holding(case.now, case.rulebook)),
            )
        )
    )


@answers(WINNERS_KIN)
def _winners_kin(conn: Connection, case: Case, act: Act) -> Any:
    """Offices of the candidates' near relatives: `of` is the candidate."""
    o, r = tables.office, tables.relative
    return list(
        conn.execute(
            select(r.c.person_id.label("of"), o.c.role)
            .select_from(
                o.join(
                    r, and_(r.c.community_id == o.c.community_id, r.c.relative_id == o.c.person_id)
                )
            )
            .where(
                o.c.community_id == case.community.id,
                o.c.left_at.is_(None),
                r.c.person_id.in_(_persons(case)),
                or_(o.c.starts_at > case.now, holding(case.now, case.rulebook)),
            )
        )
    )


@answers(FILINGS)
def _filings(conn: Connection, case: Case, act: Act) -> Any:
    return {r.what for r in every(conn, tables.election_filing, "what", **keys(case))}


@answers(THE_RECALL)
def _recall(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.recall, **keys(case)) if matters.reads(case, THE_RECALL) else None


@answers(MY_DEMAND)
def _my_demand(conn: Connection, case: Case, act: Act) -> Any:
    return (
        first(
            conn, tables.recall_demander, "person_id", **keys(case, person_id=case.actor.person_id)
        )
        is not None
    )


@answers(RECALL_TARGET)
def _recall_target(conn: Connection, case: Case, act: NamesOffice) -> Any:
    """The office, how many voters and representatives there are, by whom its holder was elected,
    and what earlier demands leave: one open, or a bar.
    """
    c, o, r, p, e = (
        case.community.id,
        tables.office,
        tables.recall,
        tables.proposal,
        tables.election_candidate,
    )
    office = conn.execute(
        select(o).where(o.c.community_id == c, o.c.office_id == act.office_id)
    ).first()
    if office is None:
        return SimpleNamespace(office=None)

    def many(electorate: str) -> int:
        found = electorate_query(c, electorate, None, case.now, case.rulebook).subquery()
        return conn.execute(select(func.count()).select_from(found)).scalar_one()

    earlier = conn.execute(
        select(r.c.proposal_id, r.c.barred_until, r.c.passed, p.c.stage)
        .join(p, and_(p.c.community_id == r.c.community_id, p.c.proposal_id == r.c.proposal_id))
        .where(r.c.community_id == c, r.c.person_id == office.person_id)
    ).all()
    barred = max(
        (x for x in earlier if x.barred_until is not None and not x.passed),
        key=lambda x: x.barred_until,
        default=None,
    )
    phase = conn.execute(
        select(p.c.phase)
        .join(e, and_(e.c.community_id == p.c.community_id, e.c.proposal_id == p.c.proposal_id))
        .where(e.c.community_id == c, e.c.office_id == act.office_id)
    ).scalar()
    return SimpleNamespace(
        office=office,
        voters=many("residents"),
        representatives=many("representatives"),
        elected_by=phase,
        open=any(x.stage != "closed" for x in earlier),
        barred_until=barred.barred_until if barred else None,
        barred_by=barred.proposal_id if barred else None,
    )
