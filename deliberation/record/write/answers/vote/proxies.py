"""Answers about proxies: the one an act names, and the two people it would bind."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from deliberation.charter.case import Case
from deliberation.charter.needs.proxies import PROXY, PROXY_TIES
from deliberation.charter.owning import OWNERS
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.proxies import ACCEPTED, STANDING, USED
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write.answers.of_act import GivesProxy, NamesProxy
from deliberation.record.write.answers.registry import answers, keys, of_matter, of_this_round

from .electorate import electorate_query
from .owners import current_parties


@answers(PROXY)
def _proxy(conn: Connection, case: Case, act: NamesProxy) -> Any:
    if act.proxy_id is None:
        return None
    return first(conn, tables.proxy, **keys(case, proxy_id=act.proxy_id))


@answers(PROXY_TIES)
def _proxy_ties(conn: Connection, case: Case, act: GivesProxy) -> Any:
    principal, holder = act.principal(case), act.holder(case)
    rows = _standing(conn, case, (principal, holder))
    said = _said_of(conn, case, principal, holder)
    votes = may_vote(conn, case, (principal, holder))
    counts = [x for x in rows if x.state in (ACCEPTED, USED)]
    return SimpleNamespace(
        given=next((x.proxy_id for x in rows if x.principal_id == principal), None),
        holder_gave=any(x.principal_id == holder for x in rows),
        principal_holds=any(x.holder_id == principal for x in counts),
        held=sum(x.holder_id == holder for x in counts),
        voted=bool(said.voted),
        principal_recused=bool(said.principal_recused),
        holder_recused=bool(said.recused),
        principal_votes=principal in votes,
        holder_votes=holder in votes,
        candidate=bool(said.candidate),
    )


def _standing(conn: Connection, case: Case, people: tuple[str, str]) -> Sequence[Any]:
    """The proxies of this round that these two gave or hold."""
    t = tables.proxy
    theirs = or_(t.c.principal_id.in_(people), t.c.holder_id.in_(people))
    return conn.execute(
        select(t.c.principal_id, t.c.holder_id, t.c.state, t.c.proxy_id).where(
            of_this_round(t, case, t.c.state.in_(STANDING), theirs)
        )
    ).all()


def _said_of(conn: Connection, case: Case, principal: str, holder: str) -> Any:
    """Whether the one voted already or stepped aside, and the other stepped aside or stands as a
    candidate.
    """
    b, r, c = tables.ballot, tables.recusal, tables.ballot_option
    voted = select(b.c.voter_id).where(of_this_round(b, case, b.c.voter_id == principal))
    recused = select(r.c.person_id).where(of_matter(r, case, r.c.person_id == holder))
    aside = select(r.c.person_id).where(of_matter(r, case, r.c.person_id == principal))
    stands = c.c.state.in_(("offered", "accepted"))
    candidate = select(c.c.option_id).where(
        of_matter(c, case, c.c.what == "candidate", c.c.person_id == holder, stands)
    )
    return conn.execute(
        select(
            exists(voted).label("voted"),
            exists(recused).label("recused"),
            exists(aside).label("principal_recused"),
            exists(candidate).label("candidate"),
        )
    ).one()


def may_vote(conn: Any, case: Case, people: tuple[str, ...]) -> frozenset[str]:
    """Which of these people vote: on the frozen roll, or before the opening by the roster as it
    is.
    """
    e = tables.roll_entry
    if case.stage is not Stage.notice:
        on_roll = select(e.c.person_id).where(of_this_round(e, case, e.c.person_id.in_(people)))
        return frozenset(conn.execute(on_roll).scalars())
    group = case.proposal.group_id
    if case.vote.electorate == OWNERS:
        owners = current_parties(conn, case.community.id, group)
        return frozenset(v for voters, _, _ in owners for v in voters).intersection(people)
    may = electorate_query(
        case.community.id, case.vote.electorate, group, case.now, case.rulebook
    ).subquery()
    return frozenset(
        conn.execute(select(may.c.person_id).where(may.c.person_id.in_(people))).scalars()
    )
