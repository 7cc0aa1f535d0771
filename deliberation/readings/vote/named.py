"""How each voted, by name, of a vote whose names are for those on its roll: after the close, paged
by building and name.

Whoever did not come is on no list: only people in office answer for staying away. It is there while
the roll's names are whole (see `rolls`); after that nobody reads it any more. Masked lines in any
order would be laid beside a list of names that is whole elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from deliberation.charter.case import Case
from deliberation.charter.rulebook.parts import SECRET
from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.people import listing
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, in_round, same
from deliberation.record.write.answers.vote import official

from . import left_papers, proxies, rolls

PAGE = 100
_E, _B, _H, _P, _D = (
    tables.roll_entry,
    tables.ballot,
    tables.paper_holder,
    tables.person,
    tables.dwelling,
)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one person did. `choice`: None where they signed in and cast nothing that counts;
    `by`: who cast it as their proxy; `left`: what became of their ballot on paper instead.
    """

    name: str
    building: str | None
    choice: str | None
    on_paper: bool
    by: str | None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Votes:
    """One page. `last`: whoever ends it, where there is more, for `sealed` keys only; `whole`:
    whether names are shown any more, else there are no lines.
    """

    lines: tuple[Vote, ...]
    last: str | None
    whole: bool


def held(s: Any, case: Case) -> bool:
    """Whether the present round has named ballots that are open, here."""
    p = case.proposal
    closed = p.outcome is not None and p.stage not in (Stage.vote.value, Stage.notice.value)
    return (
        closed
        and case.vote.ballot != SECRET
        and official.entry(s, case.community.id, p.proposal_id, p.round_no) is None
    )


def whole(case: Case) -> bool:
    """Whether its names are shown still: some days after the close, where the list is published."""
    return case.proposal.closes_at is not None and rolls.whole(case, case.proposal.closes_at)


def page(s: Any, case: Case, after: str | None = None) -> Votes:
    """For somebody who may read it (`rolls.may_read`), from a person on."""
    p, c = case.proposal, case.community.id
    if not whole(case):
        return Votes((), None, False)
    rows = s.execute(_query(s, case, after)).all()
    by = proxies.used(s, p) if rows else {}
    people = [*(r.person_id for r in rows), *by.values()]
    said = _whole(s, c, people)
    last = rows[PAGE - 1].person_id if len(rows) > PAGE else None
    left = left_papers.of_people(s, c, p.proposal_id, p.round_no) if rows else {}
    lines = (_line(r, said, by.get(r.person_id), left.get(r.person_id)) for r in rows[:PAGE])
    return Votes(tuple(lines), last, True)


def _query(s: Any, case: Case, after: str | None) -> Any:
    p, c = case.proposal, case.community.id
    source = (
        _E.join(_P, same(_E, _P, "person_id"))
        .outerjoin(_D, same(_P, _D, "dwelling_id"))
        .outerjoin(_B, same(_E, _B, *ROUND, voter_id="person_id"))
        .outerjoin(_H, same(_E, _H, *ROUND, "person_id"))
    )
    columns = (_P.c.person_id, _D.c.building, _B.c.choice, _B.c.disclosed, _H.c.serial)
    query = (
        select(*columns)
        .select_from(source)
        .where(in_round(_E, c, p.proposal_id, p.round_no))
        .where(or_(_B.c.disclosed.is_(True), _E.c.attended_at.is_not(None)))
    )
    later = listing.beyond(s, c, after)
    query = query if later is None else query.where(later)
    return query.order_by(*listing.order(_P, _D)).limit(PAGE + 1)


def _whole(s: Any, community: str, ids: Iterable[str]) -> dict[str | None, str]:
    """Full names."""
    query = select(_P.c.person_id, _P.c.name).where(
        _P.c.community_id == community, _P.c.person_id.in_(sorted(set(ids)))
    )
    return {r.person_id: r.name or "—" for r in s.execute(query)}


def _line(r: Any, said: dict[str | None, str], by: str | None, left: str | None) -> Vote:
    choice = r.choice if r.disclosed else None
    whose = said.get(r.person_id, "—")
    caster = said[by] if by else None
    return Vote(whose, r.building, choice, r.serial is not None, caster, left)
