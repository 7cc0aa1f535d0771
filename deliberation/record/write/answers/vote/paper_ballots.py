"""Answers about ballots on paper: the round's serials and batches, the one an act names, the
scrutineer beside the actor.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from deliberation.charter.act import Act
from deliberation.charter.case import Case
from deliberation.charter.needs.paper import (
    COUNTED,
    OUT,
    PAPER_NAMED,
    PAPER_OUT,
    PAPER_ROUND,
    SPOILED,
    UNUSED,
    WITNESS_FITS,
    WRITE_INS,
    Batch,
    Entries,
    PaperRound,
)
from deliberation.charter.roles import Role
from deliberation.charter.voting import piles
from deliberation.charter.voting.paper import is_secret
from deliberation.record import tables
from deliberation.record.prepared import every, first
from deliberation.record.tables.joins import in_round
from deliberation.record.write.answers.of_act import NamesSerial
from deliberation.record.write.answers.people.offices import holding, without_recusal
from deliberation.record.write.answers.registry import answers, keys, of_proposal, of_this_round

from .paper_sums import totals


@answers(PAPER_ROUND)
def _paper_round(conn: Connection, case: Case, act: Act) -> Any:
    p = case.proposal
    return paper_round(conn, case.community.id, p.proposal_id, p.round_no, secret=is_secret(case))


def paper_round(
    s: Any, community: str, proposal: str, round_no: int, *, secret: bool
) -> PaperRound:
    """The paper of a round. One query where it has none, else four, and one for the numbers that
    stand in its open piles.
    """
    rounds = every(s, tables.paper_round, community_id=community, proposal_id=proposal)
    before = any(x.annulled for x in rounds if x.round_no < round_no)
    row = next((x for x in rounds if x.round_no == round_no), None)
    if row is None:
        return PaperRound(annulled_before=before)
    ballots = in_round(tables.paper_ballot, community, proposal, round_no)
    states = _states(s, ballots)
    batches = _batches(s, in_round(tables.paper_batch, community, proposal, round_no))
    return PaperRound(
        max((x[2] for x in states), default=0),
        {x[0]: x[1] for x in states},
        batches,
        totals(s, community, proposal, round_no) if secret else {},
        row.waits_until,
        row.finished_at is not None,
        row.destroyed_last is not None,
        True,
        before,
        secret,
        _piled(s, ballots, piles.lie_in(batches)),
    )


def balanced(conn: Connection, p: Any) -> tuple[str, int]:
    """Ballots on paper: issued = returned + unused + spoiled + missing, and what was returned
    counts or lies in a pile that nobody settled; with how many were issued.

    Something to look at: strays, missing ones, batches not counted.
    """
    r = tables.paper_round
    said = conn.execute(select(r).where(of_proposal(r, p), r.c.round_no == p.round_no)).one()
    secret = said.secret_sheets is not None
    paper = paper_round(conn, p.community_id, p.proposal_id, p.round_no, secret=secret)
    counted, uncounted, missing = piles.back(paper)
    strays = sum(b.strays or 0 for b in paper.batches if b.state == COUNTED)
    states = (paper.states.get(UNUSED, 0), paper.states.get(SPOILED, 0))
    again = (paper.last_serial, counted + uncounted, uncounted, strays, *states, missing)
    told = (said.issued, said.returned, said.uncounted, said.strays)
    if again != (*told, said.unused, said.spoiled, said.missing) or said.missing < said.strays:
        return "wrong", said.issued
    return "look" if said.strays or said.missing or said.uncounted else "right", said.issued


def _piled(s: Any, ballots: ColumnElement[bool], numbers: Collection[int]) -> frozenset[int]:
    """Those of these that are out by their row."""
    b = tables.paper_ballot
    if not numbers:
        return frozenset()
    out = select(b.c.serial).where(ballots, b.c.state == OUT, b.c.serial.in_(sorted(numbers)))
    return frozenset(s.execute(out).scalars())


def _states(s: Any, those: ColumnElement[bool]) -> Sequence[Any]:
    """(state, how many, the highest serial) of ballots."""
    b = tables.paper_ballot
    found: Sequence[Any] = s.execute(
        select(b.c.state, func.count(), func.max(b.c.serial)).where(those).group_by(b.c.state)
    ).all()
    return found


def _batches(s: Any, those: ColumnElement[bool]) -> tuple[Batch, ...]:
    t = tables.paper_batch
    return tuple(batch_of(x) for x in s.execute(select(t).where(those).order_by(t.c.batch_no)))


def batch_of(row: Any) -> Batch:
    """A pile of its row, with its entries where they are known."""
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
