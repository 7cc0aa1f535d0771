"""The clerk's day: who has not voted yet, and the votes under way.

Names and phones are for clerks and supervisors only; choices are in no reading here.
"""

from typing import Any

from sqlalchemy import exists, select

from deliberation.readings.proposals.cards import held_here
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, same

MOST = 500
_P = tables.proposal
_RULES = (_P.c.rulebook, _P.c.matter, _P.c.phase, _P.c.group_id)  # what says how it is voted
_VOTE = (_P.c.proposal_id, _P.c.title, _P.c.stage, _P.c.closes_at, *_RULES)


def not_voted(s: Any, community: str, proposal: str, round_no: int) -> list[Any]:
    """People on the frozen roll without a ballot, cast or on paper in their hands, not signed in
    and not recused: name, phone, address, role, by address.
    """
    e, p, d = tables.roll_entry, tables.person, tables.dwelling
    at_home = e.join(p, same(e, p, "person_id")).join(d, same(p, d, "dwelling_id"))
    return list(
        s.execute(
            select(p.c.person_id, p.c.name, p.c.phone, e.c.role, d.c.building, d.c.unit, d.c.room)
            .select_from(at_home)
            .where(e.c.community_id == community, e.c.proposal_id == proposal)
            .where(e.c.round_no == round_no, e.c.recused.is_(False), e.c.attended_at.is_(None))
            .where(*without_a_say(e))
            .order_by(d.c.building, d.c.unit, d.c.room, p.c.person_id)
            .limit(MOST)
        )
    )


def without_a_say(e: Any) -> tuple[Any, ...]:
    """Whoever an entry of the roll names has not voted, is not recused and holds no paper."""
    b, r, h = tables.ballot, tables.recusal, tables.paper_holder
    voted = exists(select(b.c.voter_id).where(same(e, b, *ROUND), b.c.voter_id == e.c.person_id))
    recused = exists(select(r.c.person_id).where(same(e, r, "proposal_id", "person_id")))
    on_paper = (same(e, h, *ROUND, "person_id"), h.c.serial.is_not(None))
    return ~voted, ~recused, ~exists(select(h.c.person_id).where(*on_paper))


def open_votes(s: Any, community: str) -> list[Any]:
    """Votes that are open here or wait for their paper, by closing time: title, ballots cast,
    members, whether any ballot was handed out on paper.
    """
    p, n, v, r = tables.proposal, tables.proposal_count, tables.vote_round, tables.paper_round
    paper = exists(select(r.c.round_no).where(same(p, r, *ROUND))).label("paper")
    return list(
        s.execute(
            select(*_VOTE, n.c.ballots, v.c.members, paper)
            .select_from(p.join(n, same(p, n, "proposal_id")).join(v, same(p, v, *ROUND)))
            .where(p.c.community_id == community, p.c.stage == "vote", held_here())
            .order_by(p.c.closes_at)
            .limit(100)
        )
    )
