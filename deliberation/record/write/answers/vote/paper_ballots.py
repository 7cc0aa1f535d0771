"""Answers about ballots on paper: the round's serials and batches, the one an act names, the
scrutineer beside the actor.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.paper import (
    PAPER_NAMED,
    PAPER_OUT,
    PAPER_ROUND,
    WITNESS_FITS,
    WRITE_INS,
    Batch,
    Entries,
    PaperRound,
)
from deliberation.charter.roles import Role
from deliberation.charter.voting.paper import is_secret
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.of_act import NamesSerial
from deliberation.record.write.answers.people.offices import holding, without_recusal
from deliberation.record.write.answers.registry import answers, keys, of_this_round

from .paper_sums import totals


@answers(PAPER_ROUND)
def _paper_round(conn: Connection, case: Case, act: Act) -> Any:
    p = case.proposal
    return paper_round(conn, case.community.id, p.proposal_id, p.round_no, secret=is_secret(case))


def paper_round(
    s: Any, community: str, proposal: str, round_no: int, *, secret: bool
) -> PaperRound:
    """The paper of a round. One query where it has none, else four."""
    rounds = every(s, tables.paper_round, community_id=community, proposal_id=proposal)
    before = any(x.annulled for x in rounds if x.round_no < round_no)
    row = next((x for x in rounds if x.round_no == round_no), None)
    if row is None:
        return PaperRound(annulled_before=before)
    states = _states(s, in_round(tables.paper_ballot, community, proposal, round_no))
    return PaperRound(
        max((x[2] for x in states), default=0),
        {x[0]: x[1] for x in states},
        _batches(s, in_round(tables.paper_batch, community, proposal, round_no)),
        totals(s, community, proposal, round_no) if secret else {},
        row.waits_until,
        row.finished_at is not None,
        row.destroyed_last is not None,
        True,
        before,
    )


def _states(s: Any, those: ColumnElement[bool]) -> Sequence[Any]:
    """(state, how many, the highest serial) of ballots."""
    b = tables.paper_ballot
    found: Sequence[Any] = s.execute(
        select(b.c.state, func.count(), func.max(b.c.serial)).where(those).group_by(b.c.state)
    ).all()
    return found


def _batches(s: Any, those: ColumnElement[bool]) -> tuple[Batch, ...]:
    t = tables.paper_batch
    return tuple(_batch(x) for x in s.execute(select(t).where(those).order_by(t.c.batch_no)))


def _batch(row: Any) -> Batch:
    return Batch(
        row.batch_id,
        row.batch_no,
        row.state,
        row.sheets,
        row.sheets_again,
        row.first_by,
        row.again_by,
        read(row.first) or {},
        read(row.again),
        row.counted_sheets,
        row.strays,
        row.agreed,
    )


def read(lines: str | None) -> Entries | None:
    """The entries of a batch as its row keeps them: one a line, its parts between spaces."""
    if lines is None:
        return None
    found: Entries = {}
    for line in lines.split("\n") if lines else []:
        parts = line.split(" ")
        if len(parts) == 2:
            found[(int(parts[0]),)] = parts[1]
        else:
            found[int(parts[0]), parts[1]] = int(parts[2])
    return found


@answers(PAPER_NAMED)
def _paper_named(conn: Connection, case: Case, act: NamesSerial) -> Any:
    return first(
        conn, tables.paper_ballot, **keys(case, round_no=case.proposal.round_no, serial=act.serial)
    )


@answers(PAPER_OUT)
def _paper_out(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.paper_ballot
    return {
        x.serial: x.voter_id
        for x in conn.execute(
            select(t.c.serial, t.c.voter_id).where(of_this_round(t, case, t.c.state == "out"))
        )
    }


@answers(WITNESS_FITS)
def _witness_fits(conn: Connection, case: Case, act: Act) -> Any:
    o, seen = tables.office, case.actor.witness
    if seen is None:
        return False
    return (
        conn.execute(
            select(o.c.office_id)
            .where(
                o.c.community_id == case.community.id,
                o.c.person_id == seen.person_id,
                o.c.role == Role.supervisor.value,
                holding(case.now, case.rulebook),
                without_recusal(case, o.c.person_id),
            )
            .limit(1)
        ).first()
        is not None
    )


@answers(WRITE_INS)
def _write_ins(conn: Connection, case: Case, act: Act) -> Any:
    t = tables.paper_write_in
    return {
        x.name: x.write_in_no
        for x in conn.execute(select(t.c.name, t.c.write_in_no).where(of_this_round(t, case)))
    }
