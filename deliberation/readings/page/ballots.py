"""Ballots in one's name as a page may show them: after the close those of people in office, whose
votes are public, one's own before. Of any other roll see `readings.vote.named`.
"""

from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.readings.desk.day import not_voted
from deliberation.readings.people import listing
from deliberation.record import tables
from deliberation.record.prepared import select_by
from deliberation.record.tables.joins import ROUND, same

MOST = 2000
_E, _B, _H = tables.roll_entry, tables.ballot, tables.paper_holder
_P, _D, _R = tables.person, tables.dwelling, tables.recusal
_NAMED = (
    _E.c.person_id,
    _E.c.role,
    _E.c.attended_at,
    _B.c.choice,
    _B.c.disclosed,
    _H.c.serial.label("paper"),
)


def named_ballots(s: Any, community: str, proposal: str, round_no: int) -> tuple[Any, ...]:
    """After close: everybody on the roll with their disclosed choice, attendance and recusal."""
    people = _E.join(_P, same(_E, _P, "person_id")).outerjoin(_D, same(_P, _D, "dwelling_id"))
    with_ballot = people.outerjoin(_B, _theirs(_B, _B.c.voter_id))
    return tuple(
        s.execute(
            select(*_NAMED, _stepped_aside().label("recused"))
            .select_from(with_ballot.outerjoin(_H, _theirs(_H, _H.c.person_id)))
            .where(_E.c.community_id == community)
            .where(_E.c.proposal_id == proposal, _E.c.round_no == round_no)
            .order_by(_E.c.role, *listing.order(_P, _D))
            .limit(MOST)
        )
    )


def _stepped_aside() -> Any:
    """Before its opening, as its roll says, or while it was open."""
    since = select(_R.c.person_id).where(same(_E, _R, "proposal_id", "person_id"))
    return or_(_E.c.recused, since.exists())


def _theirs(table: Any, person: Any) -> Any:
    """The table's row of whoever an entry of the roll names, in its round."""
    return and_(same(_E, table, *ROUND), person == _E.c.person_id)


def last_ballot(s: Any, community: str, proposal: str, person: str) -> Any:
    """Somebody's ballot in the last round they took part in."""
    return s.execute(
        _LAST_BALLOT, {"community_id": community, "proposal_id": proposal, "voter_id": person}
    ).first()


_LAST_BALLOT = (
    select_by(tables.ballot, ("community_id", "proposal_id", "voter_id"))
    .order_by(tables.ballot.c.round_no.desc())
    .limit(1)
)


def not_present(s: Any, community: str, proposal: str, round_no: int) -> list[tuple[str, str]]:
    """(person, name and home) on the roll who neither voted nor signed in, by address; for the desk
    and the supervisors, who have to know whom they mean.

    Never says how anybody voted.
    """
    absent = not_voted(s, community, proposal, round_no)
    return [(r.person_id, " ".join((r.name or "—", _home(r)))) for r in absent]


def _home(r: Any) -> str:
    return "-".join(x for x in (r.building, r.unit, r.room) if x)
