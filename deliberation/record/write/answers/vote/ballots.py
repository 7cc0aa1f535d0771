"""Answers about a round and its ballots, opened for the count."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.votes import BALLOTS, MY_CERTIFICATE, ROUND
from deliberation.charter.voting.paper import is_secret
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.prepared import first
from deliberation.record.tables.joins import ROUND as ROUND_KEY
from deliberation.record.tables.joins import in_round, same
from deliberation.record.write.answers.registry import answers, keys

from .paper_sums import secret_sums


@answers(ROUND)
def _round(conn: Connection, case: Case, act: Act) -> Any:
    return first(conn, tables.vote_round, **keys(case, round_no=case.proposal.round_no))


@answers(MY_CERTIFICATE)
def _my_certificate(conn: Connection, case: Case, act: Act) -> Any:
    return first(
        conn,
        tables.certificate,
        "verdict",
        **keys(case, round_no=case.proposal.round_no, person_id=case.actor.person_id, stands=True),
    )


@answers(BALLOTS)
def _ballots(conn: Connection, case: Case, act: Act) -> Any:
    found = last_ballots(conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no)
    if is_secret(case):
        found.totals, found.valid, holders = secret_sums(
            conn, case.community.id, case.proposal.proposal_id, case.proposal.round_no
        )
        found.present = len(found.attended | holders)
    return found


def last_ballots(conn: Connection, community: str, proposal: str, round_no: int) -> SimpleNamespace:
    """The last ballot of everybody on the frozen roll, opened from its sealed part, and how many
    were present: voted or signed in. A ballot of nobody on the roll counts for nobody.
    """
    last = [
        SimpleNamespace(
            voter=r.voter_id,
            fact_id=r.fact_id,
            choice=canonical.read(bytes(r.body))["choice"],
            salt=bytes(r.salt).hex(),
            position=r.position,
        )
        for r in _sealed(conn, in_round(tables.ballot, community, proposal, round_no))
    ]
    attended = _attended(conn, in_round(tables.roll_entry, community, proposal, round_no))
    return SimpleNamespace(
        last=last, attended=attended, present=len({x.voter for x in last} | attended), totals=None
    )


def _attended(conn: Connection, those: ColumnElement[bool]) -> set[str]:
    e = tables.roll_entry
    query = select(e.c.person_id).where(those, e.c.attended_at.is_not(None))
    return set(conn.execute(query).scalars())


def _sealed(conn: Connection, those: ColumnElement[bool]) -> Sequence[Any]:
    """The last ballot of each voter on the roll, with its place in the log and its sealed part."""
    b, f, body, e = tables.ballot, tables.fact, tables.fact_body, tables.roll_entry
    sealed = and_(same(f, body, "position"), body.c.part == "sealed")
    on_roll = same(b, e, *ROUND_KEY, person_id="voter_id")
    return conn.execute(
        select(b.c.voter_id, b.c.fact_id, b.c.choice, f.c.position, body.c.salt, body.c.body)
        .select_from(b.join(e, on_roll).join(f, same(b, f, "fact_id")).join(body, sealed))
        .where(those)
        .order_by(b.c.voter_id)
    ).all()
