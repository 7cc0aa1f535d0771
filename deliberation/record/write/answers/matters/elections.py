"""Answers about an election: its posts, who sits in the body now, names written in, how many homes
there are.
"""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.elections import (
    AGAIN,
    FILINGS,
    HOMES_THERE,
    SITTING,
    STANDINGS,
    THE_ELECTION,
    WRITTEN_IN,
)
from deliberation.record import tables
from deliberation.record.prepared import every
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.of_act import NamesGroup
from deliberation.record.write.answers.people.groups import within_group
from deliberation.record.write.answers.registry import answers, keys, of_matter


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
        .select_from(e.join(p, same(e, p, "proposal_id")))
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


@answers(STANDINGS)
def _standings(conn: Connection, case: Case, act: Act) -> Any:
    """Of ranked ballots the paper's own places are the result."""
    if not matters.reads(case, STANDINGS):
        return []
    if case.vote.rule == "election/1":
        return every(conn, tables.election_standing, **keys(case))
    return [
        SimpleNamespace(
            round_no=r.round_no,
            candidacy_id=r.option_id,
            post=r.post,
            state="elected" if r.place else "not_elected",
            place=r.place,
            votes_for=0,
        )
        for r in _ranked(conn, case)
    ]


def _ranked(conn: Connection, case: Case) -> Sequence[Any]:
    o, c = tables.round_option, tables.election_candidate
    return conn.execute(
        select(o.c.round_no, o.c.option_id, o.c.place, c.c.post)
        .select_from(o.join(c, same(o, c, "proposal_id", candidacy_id="option_id")))
        .where(of_matter(o, case))
    ).all()


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


@answers(HOMES_THERE)
def _households(conn: Connection, case: Case, act: NamesGroup) -> Any:
    """Dwellings of the group an election names in which an adult lives; 0 where it names none."""
    if not act.group_id:
        return 0
    d, p = tables.dwelling, tables.person
    return conn.execute(
        select(func.count(func.distinct(d.c.dwelling_id)))
        .select_from(d.join(p, same(d, p, "dwelling_id")))
        .where(
            d.c.community_id == case.community.id,
            d.c.group_id.in_(within_group(case.community.id, act.group_id)),
            resident(p),
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
            o.join(p, same(o, p, "person_id")).join(d, same(p, d, "dwelling_id"))
        ).where(d.c.group_id.in_(within_group(case.community.id, case.proposal.group_id)))
    return list(conn.execute(query.order_by(o.c.office_id)))


@answers(FILINGS)
def _filings(conn: Connection, case: Case, act: Act) -> Any:
    return {r.what for r in every(conn, tables.election_filing, "what", **keys(case))}
