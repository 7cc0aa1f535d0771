"""Who owns what beside the home of their roster entry, and who acts for an owner who cannot:
recorded at the desk from a paper.

Civil Code Arts 278, 23 and 35 (guardians), 61 (companies); SPC interpretation 2020 Art 8. What a
frozen roll says stays as it is. Called by `desk.routes.roster.owners`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import owners as f
from deliberation.charter.needs.owners import OWNERSHIP, OWNS_UNIT, REPRESENTATION, UNIT_NAMED
from deliberation.charter.needs.people import CANDIDATE, Person
from deliberation.charter.reasons import refuse

GROUNDS = ("guardian", "heirs", "company", "co_owners")


def _known(case: Case) -> Person:
    row = case[CANDIDATE].person
    if row is None or row.standing not in ("adult", "minor"):
        raise refuse("unknown_person")
    return row


def _reason(case: Case, text: str) -> str:
    return words(text, most=case.rulebook.limits.reason_max, what="reason")


@dataclass(frozen=True, kw_only=True)
class RecordOwnership(Act):
    """Owns this unit too, by the document named (register, contract)."""

    name = ActName.record_ownership
    lock = "community"
    needs = frozenset({CANDIDATE, UNIT_NAMED, OWNS_UNIT})
    person_id: str
    dwelling_id: str
    document: str

    @property
    def dwellings(self) -> tuple[str, ...]:
        """The one unit it is about."""
        return (self.dwelling_id,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _known(case)
        if self.dwelling_id not in case[UNIT_NAMED]:
            raise refuse("unknown_unit")
        if case[OWNS_UNIT] or (row.tenure == "owner" and row.dwelling_id == self.dwelling_id):
            raise refuse("owns_already")
        return [
            f.OwnershipRecorded(
                ownership=case.new_id(),
                person=self.person_id,
                dwelling=self.dwelling_id,
                document=words(self.document, most=200, what="document"),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class EndOwnership(Act):
    """Sold, given away, recorded by mistake."""

    name = ActName.end_ownership
    lock = "community"
    needs = frozenset({OWNERSHIP})
    ownership_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[OWNERSHIP]
        if row is None:
            raise refuse("unknown_reference")
        if row.ended_at is not None:
            raise refuse("already_decided")
        return [
            f.OwnershipEnded(
                ownership=row.ownership_id, person=row.person_id, reason=_reason(case, self.reason)
            )
        ]


@dataclass(frozen=True, kw_only=True)
class RecordRepresentative(Act):
    """An adult acts for the one owner of these units: guardian, the heirs' choice, a company's
    proxy, or the one the co-owners named.
    """

    name = ActName.record_representative
    lock = "community"
    needs = frozenset({CANDIDATE, UNIT_NAMED})
    person_id: str
    dwellings: tuple[str, ...]
    ground: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case[CANDIDATE].person
        if row is None:
            raise refuse("unknown_person")
        if row.standing != "adult":
            raise refuse("not_adult")
        ground, units = one_of(self.ground, GROUNDS, "ground"), self._units(case)
        return [
            f.RepresentativeRecorded(
                representation=case.new_id(),
                person=self.person_id,
                units=len(units),
                dwellings=units,
                ground=ground,
                document=words(self.document, most=200, what="document"),
            )
        ]

    def _units(self, case: Case) -> list[str]:
        """The units there are, for none of which somebody acts already."""
        units, wanted = case[UNIT_NAMED], sorted(set(self.dwellings))
        if not wanted or any(d not in units for d in wanted):
            raise refuse("unknown_unit")
        if any(units[d] is not None for d in wanted):
            raise refuse("already_in")
        return wanted


@dataclass(frozen=True, kw_only=True)
class EndRepresentative(Act):
    """The owner acts again, or another will."""

    name = ActName.end_representative
    lock = "community"
    needs = frozenset({REPRESENTATION})
    representation_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        rows = case[REPRESENTATION]
        if not rows:
            raise refuse("unknown_reference")
        if rows[0].ended_at is not None:
            raise refuse("already_decided")
        return [
            f.RepresentativeEnded(
                representation=self.representation_id,
                person=rows[0].person_id,
                units=len(rows),
                reason=_reason(case, self.reason),
            )
        ]
