"""The paper of an open vote for the desk and the scrutineers: who can be handed a ballot, who holds
one, the batches. No choice stands in any reading here but the differences of a batch, for the
scrutineer who decides them.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.case import Case
from deliberation.charter.moves import due_at
from deliberation.charter.needs.paper import PaperRound
from deliberation.charter.voting.paper import is_secret
from deliberation.charter.voting.piles import Lies, counting, lie_in
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same
from deliberation.record.write.answers.vote import papers
from deliberation.record.write.answers.vote.paper_ballots import paper_round

MOST = 60
ALL = 5000


def of_round(s: Any, community: str, p: Any, *, secret: bool) -> PaperRound:
    """Serials, states and batches of the round under way. `p`: the proposal's row."""
    return paper_round(s, community, p.proposal_id, p.round_no, secret=secret)


def of_some_round(s: Any, p: Any, round_no: int, *, secret: bool) -> PaperRound:
    """The same of a round that may be over. `p`: the proposal's row."""
    return paper_round(s, p.community_id, p.proposal_id, round_no, secret=secret)


def pile_of(s: Any, p: Any, serial: int) -> Lies | None:
    """The open pile in which a ballot by name lies. `p`: the proposal's row."""
    round_ = of_round(s, p.community_id, p, secret=False)
    return lie_in(round_.batches).get(serial)


def last_day(s: Any, p: Any, case: Case) -> datetime:
    """When the count goes on without whatever is not settled. `p`: the proposal's row."""
    return due_at(counting(case, of_round(s, case.community.id, p, secret=is_secret(case))))


def _addressed(t: Any, person: Any) -> Any:
    p, d = tables.person, tables.dwelling
    whose = and_(same(t, p), p.c.person_id == person)
    return t.join(p, whose).join(d, same(p, d, "dwelling_id"))


_P, _D, _T = tables.person, tables.dwelling, tables.paper_ballot
_ADDRESS = (_P.c.name, _D.c.building, _D.c.unit, _D.c.room)
_BALLOT = (_T.c.serial, _T.c.state, _T.c.issued_at, _T.c.replaces, _T.c.voter_id, *_ADDRESS)


def find(s: Any, community: str, proposal: str, round_no: int, text: str) -> list[Any]:
    """People on the roll by the beginning of the name, the room or the building: whether they
    voted, and the serial they hold.
    """
    e, b, h = tables.roll_entry, tables.ballot, tables.paper_holder
    source = (
        _addressed(e, e.c.person_id)
        .outerjoin(b, same(e, b, *ROUND, voter_id="person_id"))
        .outerjoin(h, same(e, h, *ROUND, "person_id"))
    )
    begins = _P.c.name.startswith(text, autoescape=True)
    query = (
        select(_P.c.person_id, *_ADDRESS, b.c.revision, h.c.serial)
        .select_from(source)
        .where(in_round(e, community, proposal, round_no), e.c.recused.is_(False))
        .where(or_(begins, _D.c.room == text, _D.c.building == text))
        .order_by(_D.c.building, _D.c.unit, _D.c.room, _P.c.person_id)
    )
    return list(s.execute(query.limit(MOST)))


def issued(
    s: Any,
    community: str,
    proposal: str,
    round_no: int,
    *,
    state: str | None = None,
    most: int = ALL,
) -> list[Any]:
    """The list of who was handed a ballot and when, by serial: name, address, state, what it
    replaces, who handed it out, and who took it for the voter by proxy.
    """
    by, proxy, took = _P.alias(), tables.proxy, _P.alias()
    handed = same(_T, by, person_id="issued_by")
    holder = same(proxy, took, person_id="holder_id")
    source = (
        _addressed(_T, _T.c.voter_id)
        .outerjoin(by, handed)
        .outerjoin(proxy, same(_T, proxy, "proposal_id", "proxy_id"))
        .outerjoin(took, holder)
    )
    query = (
        select(*_BALLOT, by.c.name.label("by_name"), took.c.name.label("taken_by"))
        .select_from(source)
        .where(_T.c.community_id == community, _T.c.proposal_id == proposal)
        .where(_T.c.round_no == round_no)
    )
    if state:
        query = query.where(_T.c.state == state)
    in_order = query.order_by(_T.c.serial.desc() if state else _T.c.serial)
    return list(s.execute(in_order.limit(most)))


def one(s: Any, community: str, proposal: str, round_no: int, serial: int) -> Any:
    """One ballot with its voter, or None."""
    return s.execute(
        select(*_BALLOT)
        .select_from(_addressed(_T, _T.c.voter_id))
        .where(_T.c.community_id == community, _T.c.proposal_id == proposal)
        .where(_T.c.round_no == round_no, _T.c.serial == serial)
    ).first()


def write_ins(s: Any, community: str, proposal: str, round_no: int) -> dict[str, str | None]:
    """name:1 → the name written on ballots of the round."""
    t = tables.paper_write_in
    return {
        f"name:{x.write_in_no}": x.name
        for x in s.execute(
            select(t.c.write_in_no, t.c.name).where(in_round(t, community, proposal, round_no))
        )
    }


def paper_of(s: Any, community: str, p: Any) -> Any:
    """The frozen questions of the round under way with their seed; None where the vote is a motion.
    `p`: the proposal's row.
    """
    return papers.paper_of(s, community, p.proposal_id, p.round_no) if p.phase is not None else None


def held(s: Any, community: str, proposal: str, round_no: int) -> Any:
    """The row of the reconciliation, or None."""
    t = tables.paper_round
    return s.execute(select(t).where(in_round(t, community, proposal, round_no))).first()


def posts(s: Any, community: str, p: Any) -> dict[int, str]:
    """Of an election's round under way: question → the post that it elects."""
    t, c = tables.round_option, tables.election_candidate
    named = and_(same(t, c, "proposal_id"), c.c.candidacy_id == t.c.option_id)
    rows = s.execute(
        select(t.c.question_no, c.c.post)
        .distinct()
        .select_from(t.join(c, named))
        .where(t.c.community_id == community, t.c.proposal_id == p.proposal_id)
        .where(t.c.round_no == p.round_no)
    )
    return {r.question_no: r.post for r in rows}
