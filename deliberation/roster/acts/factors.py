"""Second factors taken away in the shell: the way back for somebody whom nobody at the desk can
help, because there is no clerk or supervisor beside them, or the instance lost its secret.

Called by the command `office lost-factor` alone.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.people import desk, people
from deliberation.charter.needs.people import CANDIDATE, HAS_FACTOR, OPEN_RESET
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class TakeAwayFactors(Act):
    """Every second factor of a person is void, and a letter with a new code is printed.

    desk_could: a clerk and a supervisor could do it at the desk; the fact says so to everybody.
    Beside it the factors, sessions and known devices of the account end. Refuses unknown_person,
    not_adult, and nothing_changed where there is no factor.
    """

    name = ActName.take_away_factors
    lock = "community"
    needs = frozenset({CANDIDATE, HAS_FACTOR, OPEN_RESET})
    person_id: str
    desk_could: bool

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        who = case[CANDIDATE]
        if who.person is None:
            raise refuse("unknown_person")
        if who.person.standing != "adult":
            raise refuse("not_adult")
        if not case[HAS_FACTOR]:
            raise refuse("nothing_changed")
        roles = sorted(o.role for o in who.terms if o.role)
        asked = case[OPEN_RESET]
        return [
            desk.FactorsTakenAway(
                reset=case.new_id() if asked is None else asked.reset_id,
                person=self.person_id,
                asked=asked is not None,
                desk_could=self.desk_could,
            ),
            people.LetterPrinted(role=roles[0] if roles else None, again=True),
        ]
