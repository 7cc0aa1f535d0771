"""Answers about a round and its ballots, opened for the count."""

from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.votes import BALLOTS, MY_CERTIFICATE, ROUND
from deliberation.charter.voting.paper import is_secret
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.prepared import first
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.registry import answers, keys


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
            b.join(f, same(b, f, "fact_id")).join(
                body, and_(same(f, body, "position"), body.c.part == "sealed")
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
