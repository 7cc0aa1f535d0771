"""The paper of an open vote for the desk and the scrutineers: who can be handed a ballot, who holds
one, the batches. No choice stands in any reading here but the differences of a batch, for the
scrutineer who decides them.
"""

from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.needs.paper import PaperRound
from deliberation.record import tables
from deliberation.record.write.answers import papers
from deliberation.record.write.answers.paper_ballots import paper_round

MOST = 60
ALL = 5000


def of_round(s: Any, community: str, p: Any, *, secret: bool) -> PaperRound:
    """Serials, states and batches of the round under way. `p`: the proposal's row."""
    return paper_round(s, community, p.proposal_id, p.round_no, secret=secret)


def _addressed(t: Any, person: Any) -> Any:
    p, d = tables.person, tables.dwelling
    return t.join(p, and_(p.c.community_id == t.c.community_id, p.c.person_id == person)).join(
        d, and_(d.c.community_id == p.c.community_id, d.c.dwelling_id == p.c.dwelling_id)
    )


def find(s: Any, community: str, proposal: str, round_no: int, text: str) -> list[Any]:
    """People on the roll by the beginning of the name, the room or the building: whether they
    voted, and the serial they hold.
    """
    e, p, d, b, h = (
        tables.roll_entry,
        tables.person,
        tables.dwelling,
        tables.ballot,
        tables.paper_holder,
    )

    def mine(t: Any, person: Any) -> Any:
        return and_(
            t.c.community_id == e.c.community_id,
            t.c.proposal_id == e.c.proposal_id,
            t.c.round_no == e.c.round_no,
            person == e.c.person_id,
        )

    source = (
        _addressed(e, e.c.person_id)
        .outerjoin(b, mine(b, b.c.voter_id))
        .outerjoin(h, mine(h, h.c.person_id))
    )
    return list(
        s.execute(
            select(
                p.c.person_id, p.c.name, d.c.building, d.c.unit, d.c.room, b.c.revision, h.c.serial
            )
            .select_from(source)
            .where(
                e.c.community_id == community,
                e.c.proposal_id == proposal,
                e.c.round_no == round_no,
                e.c.recused.is_(False),
                or_(
                    p.c.name.startswith(text, autoescape=True),
                    d.c.room == text,
                    d.c.building == text,
                ),
            )
            .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
            .limit(MOST)
        )
    )


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
    replaces, and who handed it out.
    """
    t, p, d = tables.paper_ballot, tables.person, tables.dwelling
    by = p.alias()
    source = _addressed(t, t.c.voter_id).outerjoin(
        by, and_(by.c.community_id == t.c.community_id, by.c.person_id == t.c.issued_by)
    )
    query = (
        select(
            t.c.serial,
            t.c.state,
            t.c.issued_at,
            t.c.replaces,
            t.c.voter_id,
            p.c.name,
            d.c.building,
            d.c.unit,
            d.c.room,
            by.c.name.label("by_name"),
        )
        .select_from(source)
        .where(t.c.community_id == community, t.c.proposal_id == proposal, t.c.round_no == round_no)
    )
    return list(
        s.execute(
            (query.where(t.c.state == state) if state else query)
            .order_by(t.c.serial.desc() if state else t.c.serial)
            .limit(most)
        )
    )


def one(s: Any, community: str, proposal: str, round_no: int, serial: int) -> Any:
    """One ballot with its voter, or None."""
    t, p, d = tables.paper_ballot, tables.person, tables.dwelling
    return s.execute(
        select(
            t.c.serial,
            t.c.state,
            t.c.issued_at,
            t.c.replaces,
            t.c.voter_id,
            p.c.name,
            d.c.building,
            d.c.unit,
            d.c.room,
        )
        .select_from(_addressed(t, t.c.voter_id))
        .where(
            t.c.community_id == community,
            t.c.proposal_id == proposal,
            t.c.round_no == round_no,
            t.c.serial == serial,
        )
    ).first()


def write_ins(s: Any, community: str, proposal: str, round_no: int) -> dict[str, str | None]:
    """name:1 → the name written on ballots of the round."""
    t = tables.paper_write_in
    return {
        f"name:{x.write_in_no}": x.name
        for x in s.execute(
            select(t.c.write_in_no, t.c.name).where(
                t.c.community_id == community, t.c.proposal_id == proposal, t.c.round_no == round_no
            )
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
    return s.execute(
        select(t).where(
            t.c.community_id == community, t.c.proposal_id == proposal, t.c.round_no == round_no
        )
    ).first()


def posts(s: Any, community: str, p: Any) -> dict[int, str]:
    """Of an election's round under way: question → the post that it elects."""
    t, c = tables.round_option, tables.election_candidate
    rows = s.execute(
        select(t.c.question_no, c.c.post)
        .distinct()
        .select_from(
            t.join(
                c,
                and_(
                    c.c.community_id == t.c.community_id,
                    c.c.proposal_id == t.c.proposal_id,
                    c.c.candidacy_id == t.c.option_id,
                ),
            )
        )
        .where(
            t.c.community_id == community,
            t.c.proposal_id == p.proposal_id,
            t.c.round_no == p.round_no,
        )
    )
    return {r.question_no: r.post for r in rows}
