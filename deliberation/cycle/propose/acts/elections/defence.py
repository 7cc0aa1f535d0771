"""申辩: what whom a demand concerns says to it, and the days they have before it goes to the
notice. Called by `propose.routes` and the clock.

城市居民委员会组织法 Art 20: whom it concerns may answer.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import recalls
from deliberation.charter.moves import days, enter_notice, move, of_person, silence
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage


@dataclass(frozen=True, kw_only=True)
class DefendRecall(Act):
    """申辩: the answer of whom it concerns.

    It stands beside the demand and with the ballot, and is read out before the vote; it may be
    written anew until then.
    """

    name = ActName.defend_recall
    needs = beforehand_needs = frozenset({THE_RECALL})
    whose = Mine("recall")
    statement: str

    def beforehand(self, case: Case) -> None:
        """Nobody else answers for them."""
        if case.given(THE_RECALL).person_id != case.me:
            raise refuse("not_the_recalled")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        statement = words(self.statement, most=case.rulebook.limits.text_max, what="statement")
        return [recalls.RecallDefended(by=case.me, statement=statement, subject=case.about)]


@dataclass(frozen=True, kw_only=True)
class BringRecall(ClockAct):
    """Enough demand it: whom it concerns has days to answer before the notice."""

    name = ActName.bring_recall
    needs = frozenset({THE_RECALL})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case.given(THE_RECALL)
        if row.reached_at is None:
            raise refuse("threshold_not_met")
        clock = days(case, case.kind.recall.defence_days, ActName.end_defence)
        answer = of_person(case, ActName.defend_recall, row.person_id, before=clock)
        asks = [answer] if row.defended_at is None else []
        return [move(case, Stage.advise, "recall_reached", clocks=[clock], asks=asks)]


@dataclass(frozen=True, kw_only=True)
class EndDefence(ClockAct):
    """The days to answer are over: it goes to the notice, with the answer or marked without one.

    The answer may still come.
    """

    name = ActName.end_defence
    needs = frozenset({THE_RECALL})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case.given(THE_RECALL)
        if row.defended_at is not None:
            return enter_notice(case, "defence_over", Stage.advise)
        late = of_person(case, ActName.defend_recall, row.person_id, scope="own")
        return [
            silence(case, "no_defence"),
            *enter_notice(case, "defence_over", Stage.advise, [late]),
        ]
