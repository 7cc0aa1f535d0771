"""How one reader stands on the roll of a vote, or why they are not on it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.residing import resident
from deliberation.record.tables.joins import in_round, same
from deliberation.record.write.answers.people.groups import groups_of
from deliberation.record.write.answers.vote.electorate import electorate_query

from . import owners

BEFORE = (Stage.notice.value,)
_T, _D = tables.person, tables.dwelling
_HOME = (_T.c.dwelling_id, _D.c.building, _D.c.unit, _D.c.room)


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own entry, or why there is none.

    `parties`: what each of their votes as an owner weighs; `ties`: what they own or act for today;
    `named`: who votes for their household.
    """

    on: bool
    role: str = ""
    recused: bool = False
    parties: tuple[owners.Party, ...] = ()
    ties: tuple[owners.Tie, ...] = ()
    address: str = ""
    named: str | None = None
    why: str = ""


def mine(s: Any, case: Case) -> Mine | None:
    """How the reader stands on the roll; None for a visitor, and where there is no roll."""
    p, me = case.proposal, case.actor.person_id
    row = _person(s, case.community.id, me) if me is not None else None
    if me is None or row is None:
        return None
    before = p.stage in BEFORE
    role, recused = _would_be(s, case, me) if before else _entry(s, case, me)
    parties, ties = _owned(s, case, me)
    by_home = case.vote.electorate == HOUSEHOLDS
    named = _who_speaks(s, case.community.id, row.dwelling_id) if by_home else None
    address = "-".join(x or "" for x in (row.building, row.unit, row.room))
    if role is not None or parties:
        return Mine(True, role or "owner", recused, parties, ties, address, named)
    why = _why(s, case, row, me, named, before)
    return Mine(False, ties=ties, address=address, named=named, why=why)


def _person(s: Any, community: str, me: str) -> Any:
    return s.execute(
        select(_T.c.standing, _T.c.lives_here, _T.c.tenure, *_HOME)
        .select_from(_T.outerjoin(_D, same(_T, _D, "dwelling_id")))
        .where(_T.c.community_id == community, _T.c.person_id == me)
    ).first()


def _owned(s: Any, case: Case, me: str) -> tuple[tuple[owners.Party, ...], tuple[owners.Tie, ...]]:
    """What each of their votes weighs, and what they own or act for today, where owners vote."""
    p = case.proposal
    if case.vote.electorate != OWNERS:
        return (), ()
    parties, _ = owners.mine(s, case.community.id, p, me)
    ties = owners.ties(s, case.community.id, me)
    return parties, tuple(t for t in ties if t.ended_at is None)


def _entry(s: Any, case: Case, me: str) -> tuple[str | None, bool]:
    e, p = tables.roll_entry, case.proposal
    found = s.execute(
        select(e.c.role, e.c.recused).where(
            in_round(e, case.community.id, p.proposal_id, p.round_no),
            e.c.person_id == me,
        )
    ).first()
    return (found.role, bool(found.recused)) if found else (None, False)


def _would_be(s: Any, case: Case, me: str) -> tuple[str | None, bool]:
    """(role on the roll if it were frozen now, or None; recused)."""
    p = case.proposal
    at = {"community_id": case.community.id, "proposal_id": p.proposal_id, "person_id": me}
    recused = first(s, tables.recusal, "person_id", **at) is not None
    if case.vote.electorate == OWNERS:
        return None, recused
    may = electorate_query(
        case.community.id, case.vote.electorate, p.group_id, case.now, case.rulebook
    ).subquery()
    return s.execute(select(may.c.role).where(may.c.person_id == me)).scalar(), recused


def _who_speaks(s: Any, community: str, dwelling: str) -> str | None:
    """The name of whoever the household named, while they live there."""
    h = tables.household_rep
    name: str | None = s.execute(
        select(_T.c.name)
        .select_from(h.join(_T, same(h, _T, "person_id")))
        .where(h.c.community_id == community, h.c.dwelling_id == dwelling, h.c.ended_at.is_(None))
        .where(resident(_T), _T.c.dwelling_id == dwelling)
    ).scalar()
    return name


def _why(s: Any, case: Case, row: Any, me: str, named: str | None, before: bool) -> str:
    """The first thing that keeps somebody off this roll."""
    electorate, p = case.vote.electorate, case.proposal
    if row.standing not in ("adult", "minor"):
        return "has_left"
    if row.standing == "minor":
        return "not_adult"
    if electorate == "reps_meeting":
        return "no_representative"
    if electorate == OWNERS:
        return "no_owner" if row.tenure != "owner" else "represented"
    if not row.lives_here:
        return "lives_elsewhere"
    if p.group_id and p.group_id not in groups_of(s, case.community.id, me):
        return "other_group"
    return "household_named" if named else "came_later" if not before else "unknown"
