"""Who votes for a household where each has one vote (户代表, Organic Law Art 27): named by one of
its adults, or recorded at the desk from a paper.

The other adults are told, and may name somebody else; a roll already frozen stays as it is. Called
by `desk.routes.roster.households`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import households as f
from deliberation.charter.needs.people import HOME, Representative
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class NameHouseholdRep(Act):
    """An adult of the household says which of its adults votes for it.

    `person_id` None: whoever of them votes first again.
    """

    name = ActName.name_household_rep
    lock = "community"
    needs = frozenset({HOME})
    dwelling_id: str
    person_id: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.me not in case[HOME].adults:
            raise refuse("not_in_household")
        return _named(case, self.dwelling_id, self.person_id, document=None)


@dataclass(frozen=True, kw_only=True)
class RecordHouseholdRep(Act):
    """The same from a paper signed by the household, at the desk."""

    name = ActName.record_household_rep
    lock = "community"
    needs = frozenset({HOME})
    dwelling_id: str
    person_id: str | None
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not case[HOME].adults:
            raise refuse("unknown_unit")
        return _named(
            case,
            self.dwelling_id,
            self.person_id,
            document=words(self.document, most=200, what="document"),
        )


def _named(case: Case, dwelling: str, person: str | None, document: str | None) -> list[Fact]:
    home = case[HOME]
    if person is not None and person not in home.adults:
        raise refuse("not_in_household")
    if person == (home.named.person_id if home.named is not None else None):
        raise refuse("nothing_changed")
    ended: list[Fact] = [] if home.named is None else [_ended(case, home.named)]
    if person is None:
        return ended
    named = f.HouseholdRepNamed(
        naming=case.new_id(),
        dwelling=dwelling,
        person=person,
        by=case.me,
        desk=document is not None,
        document=document,
    )
    return [*ended, named]


def _ended(case: Case, before: Representative) -> Fact:
    return f.HouseholdRepEnded(naming=before.naming_id, person=filled(before.person_id), by=case.me)
