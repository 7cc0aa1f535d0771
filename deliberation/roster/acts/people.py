"""Acts about people and the community: joining, coming of age, erasure, clocks moved later; and by
their one name, those of founding, entering, offices and codes, which stand beside this.

Called by the shell (role operator), the clerk's desk, joining, and the clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import ERASABLE, Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.facts.people.roster import NEVER_ALONE
from deliberation.charter.facts.proposal import cycle
from deliberation.charter.facts.vote import resolve
from deliberation.charter.needs.log import FACT_PARTS, SAYS_OF_ENTRY
from deliberation.charter.needs.people import CANDIDATE, MINOR
from deliberation.charter.needs.proposal import DEADLINE
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import ADULT

from .codes import IssueCard, PrintLetter
from .entering import EnterPeople, RosterEntry, enter_dwelling, years_old
from .founding import RESERVED, SLUG, AdoptRulebook, CreateCommunity
from .offices import CAUSES, OF_RESIDENTS, DeclareRelative, LeaveOffice, TakeOffice

__all__ = [
    "CAUSES",
    "OF_RESIDENTS",
    "RESERVED",
    "SLUG",
    "AdoptRulebook",
    "ComeOfAge",
    "CreateCommunity",
    "DeclareRelative",
    "EnterPeople",
    "Erase",
    "IssueCard",
    "Join",
    "LeaveOffice",
    "MoveDeadline",
    "PrintLetter",
    "RosterEntry",
    "TakeOffice",
    "enter_dwelling",
    "years_old",
]


@dataclass(frozen=True, kw_only=True)
class Join(Act):
    """A resident, or an owner who lives elsewhere, took up their account with their own code
    (checked before, in private).
    """

    name = ActName.join
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if self.person_id != case.me:
            raise refuse("wrong_role")
        if filled(case[CANDIDATE].person).joined_at is not None:
            raise refuse("already_joined")
        return [f.ResidentJoined(person=case.me)]


@dataclass(frozen=True, kw_only=True)
class ComeOfAge(ClockAct):
    """A minor on the roster is 18 today."""

    name = ActName.come_of_age
    lock = "community"
    needs = frozenset({MINOR})
    person_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[MINOR]
        if row is None or row.birth_date is None:
            raise refuse("unknown_person")
        if years_old(row.birth_date, case.calendar.local_day(now, case.community.timezone)) < ADULT:
            raise refuse("not_adult")
        return [f.CameOfAge(person=self.person_id)]


@dataclass(frozen=True, kw_only=True)
class Erase(Act):
    """Erase one erasable part of one fact (个人信息保护法 Art 47); its digest stays, and everything
    still verifies.
    """

    name = ActName.erase
    lock = "community"
    needs = frozenset({FACT_PARTS, SAYS_OF_ENTRY})
    fact_id: str
    part: str
    ground: str

    def words_taken_from(self) -> str:
        """Whoever copies these words into a new fact waits, so that none are written after they
        were erased.
        """
        return self.fact_id

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        parts = case[FACT_PARTS]
        if one_of(self.part, list(ERASABLE), "part") not in parts:
            raise refuse("unknown_reference")
        if not parts[self.part]:
            raise refuse("already_erased")
        ground = one_of(self.ground, ("request", "order"), "ground")
        return [
            f.BodyErased(fact=fact, part=self.part, ground=ground) for fact in self._facts(case)
        ]

    def _facts(self, case: Case) -> list[str]:
        """The fact; of an entry of the roster as it stands, everything that says something of it:
        with that the person's hand key ends, and nobody knows any more what was done with it.
        """
        said = case[SAYS_OF_ENTRY]
        if self.part != "private" or said.kind == "":
            return [self.fact_id]
        if said.kind in NEVER_ALONE:
            raise refuse("part_of_entry")
        if said.whole and said.in_office:
            raise refuse("holds_office")  # a body would go on with nobody in it
        return said.whole or [self.fact_id]


@dataclass(frozen=True, kw_only=True)
class MoveDeadline(ClockAct):
    """A provisional date of any subject, counted again once its year was announced. Only ever
    later.
    """

    name = ActName.move_deadline
    of = None
    needs = frozenset({DEADLINE})
    own_clock = False
    act: str
    due_at: datetime
    provisional: bool = False

    @property
    def clock(self) -> str:
        """The one it moves."""
        return self.act

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row, p = case[DEADLINE], case.proposal if case.of_proposal else None
        if row is None or not self._says_more(row):
            raise refuse("nothing_to_answer")
        moved: list[Fact] = [
            cycle.DateMoved(
                act=self.act,
                ref=self.ref,
                due_at=self.due_at,
                provisional=self.provisional,
                headline=p is not None and p.due_at == row.due_at,
                subject=case.about,
            )
        ]
        if p and self.due_at > row.due_at and self.act == ActName.close_vote.value:
            closes = self.due_at
            moved.append(
                resolve.WindowMoved(round_no=p.round_no, closes_at=closes, subject=case.about)
            )
        return moved

    def _says_more(self, row: Any) -> bool:
        """A later day, or that the same day is final now (or is not yet)."""
        if self.due_at == row.due_at:
            return bool(self.provisional != row.provisional)
        return bool(self.due_at > row.due_at)
