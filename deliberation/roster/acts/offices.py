"""Offices: taking one, leaving it, and near relatives who may not sit beside each other. Called by
the shell and the clerk's desk.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.succession import succeeded
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import people as f
from deliberation.charter.moves import of_successor
from deliberation.charter.needs.people import (
    CANDIDATE,
    ENDING_TERMS,
    MEETING_TERMS,
    OFFICE,
    ORGANISATION_NAMED,
)
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import OFFICES, Role

from .terms import Lasting, check_beside_others

CAUSES = ("resigned", "recalled", "moved_away", "died", "succeeded", "corrected")
# Offices of whoever lives here (Arts 6, 13, 36): an owner living elsewhere decides with the other
# owners, and holds none of these.
OF_RESIDENTS = frozenset(
    {
        Role.deliberator.value,
        Role.representative.value,
        Role.committee_member.value,
        Role.supervisor.value,
    }
)


@dataclass(frozen=True, kw_only=True)
class TakeOffice(Act):
    """Record that a person took office, on a named document.

    Art 36: committee members and their near relatives are no supervisors.
    """

    name = ActName.take_office
    lock = "community"
    needs = frozenset({CANDIDATE, ORGANISATION_NAMED, MEETING_TERMS, ENDING_TERMS})
    person_id: str
    role: str
    starts_at: datetime
    ends_at: datetime | None
    document: str
    organisation: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        role = self._open_to(who.person)
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise refuse("bad_date", field="ends_at")
        check_beside_others(case, role, who, Lasting(case, self.starts_at, self.ends_at, now))
        document = words(self.document, most=200, what="document")
        organisation, entered = self._organisation(case, role)
        office = case.new_id()
        before = succeeded(case[ENDING_TERMS], self.person_id, organisation, self.starts_at)
        taken = f.OfficeTaken(
            office=office,
            person=self.person_id,
            role=role,
            organisation=organisation,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            succeeds=before,
            obligations=of_successor(case, office, self.ends_at) or None,
            document=document,
        )
        return [*entered, taken]

    def _open_to(self, person: Any) -> str:
        """The role's code, where a person of this standing may have it."""
        role = one_of(self.role, [r.value for r in OFFICES], "role")
        if person.standing != "adult":
            raise refuse("not_adult")
        if role in OF_RESIDENTS and not person.lives_here:
            raise refuse("lives_elsewhere")
        return role

    def _organisation(self, case: Case, role: str) -> tuple[str | None, list[Fact]]:
        """The organisation spoken for, and its entry if nobody entered it before."""
        if role != Role.organisation.value:
            return None, []
        known = case[ORGANISATION_NAMED]
        if known is not None:
            return known, []
        ident, name = case.new_id(), words(self.organisation, most=80, what="organisation")
        return ident, [f.OrganisationEntered(organisation=ident, name=name)]


@dataclass(frozen=True, kw_only=True)
class LeaveOffice(Act):
    """An office ends before its term."""

    name = ActName.leave_office
    lock = "community"
    needs = frozenset({OFFICE})
    office_id: str
    cause: str
    document: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[OFFICE]
        if row is None or row.left_at is not None:
            raise refuse("unknown_office")
        return [
            f.OfficeLeft(
                office=self.office_id,
                person=row.person_id,
                cause=one_of(self.cause, CAUSES, "cause"),
                document=optional_words(self.document, most=200, what="document"),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DeclareRelative(Act):
    """Two people are near relatives: it bars them from sitting in incompatible bodies (Art 36)."""

    name = ActName.declare_relative
    lock = "community"
    needs = frozenset({CANDIDATE})
    person_id: str
    relative_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None or self.person_id == self.relative_id:
            raise refuse("unknown_person")
        me = case.actor.person_id
        own = me is None or me in (self.person_id, self.relative_id)
        if not own and Role.clerk not in case.roles():  # others declare their own relatives only
            raise refuse("wrong_role", roles=[Role.clerk.value])
        if self.relative_id in who.relatives:
            raise refuse("already_in")
        return [f.RelativeDeclared(person=self.person_id, relative=self.relative_id)]
