"""罢免: the demand with its reasons, and those who join it by name. Called by `propose.routes`.

城市居民委员会组织法 Art 20: a tenth of the voters or a third of the representatives; it is voted on
as they were elected.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.beginning import begun, public_at_once, title_and_text
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import recalls
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import PHASES
from deliberation.charter.matters.election_after import months_on
from deliberation.charter.matters.recall import NEVER, Demand, enough, needed
from deliberation.charter.moves import at_once, days, move, of_person, start
from deliberation.charter.needs.elections import MY_DEMAND, RECALL_TARGET, THE_RECALL
from deliberation.charter.needs.people import Term
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage

RECALL = "recall"


@dataclass(frozen=True, kw_only=True)
class DemandRecall(Act):
    """Demand that a member of the residents' committee be recalled, with facts and reasons, in
    one's own name.
    """

    name = ActName.demand_recall
    lock = "community"
    needs = frozenset({NUMBER, RECALL_TARGET})
    office_id: str
    title: str
    body: str
    other_facts: bool = False

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        target, office = case[RECALL_TARGET], self._office(case, now)
        kind = case.rulebook.kinds[RECALL]
        title, body = title_and_text(case, self.title, self.body)
        scope = (
            target.elected_by if target.elected_by in kind.vote else "community"
        )  # as they were elected (Sichuan Art 40)
        new = begun(case, RECALL, now)
        demanded = _demanded(new, office)
        return [
            *public_at_once(new, title, body, kind.vote[scope].legal_effect),
            demanded,
            *([pf.PhaseEntered(phase=scope, subject=new.about)] if scope in PHASES else []),
            _gathering(new),
            *join(new, demanded, 0, 0),
        ]

    def _office(self, case: Case, now: datetime) -> Term:
        """Whom it concerns: still in an office one can be recalled from, with no demand open and
        none that bars another, unless this one brings other facts.
        """
        kind, target = case.rulebook.kinds.get(RECALL), case[RECALL_TARGET]
        if kind is None or not kind.recall.role:
            raise refuse("bad_choice", field="matter")
        office = target.office
        if office is None or office.left_at is not None or office.role != kind.recall.role:
            raise refuse("unknown_office")
        if target.open:
            raise refuse("recall_open")
        if target.barred_until is not None and now < target.barred_until and not self.other_facts:
            raise refuse("recall_barred", until=target.barred_until)
        return office


def _demanded(new: Case, office: Term) -> recalls.RecallDemanded:
    """The demand, with how many voters or representatives it needs."""
    rule, target = new.rulebook.kinds[RECALL].recall, new[RECALL_TARGET]
    return recalls.RecallDemanded(
        by=new.me,
        office=office.office_id,
        person=office.person_id,
        needed_voters=needed(rule.demand_voters, target.voters),
        needed_representatives=needed(rule.demand_representatives, target.representatives)
        if target.representatives
        else NEVER,
        after=target.barred_by,
        obligations=[of_person(new, ActName.defend_recall, office.person_id, scope="own")],
        subject=new.about,
    )


def _gathering(new: Case) -> Fact:
    """→ gather: names are collected for the rulebook's days."""
    return move(
        new,
        Stage.gather,
        "recall_demanded",
        clocks=[days(new, new.kind.gather.days, ActName.lapse)],
        source=Stage.draft,
    )


def join(case: Case, row: Demand, voters: int, representatives: int) -> list[Fact]:
    """One more name; at the threshold it is brought to the vote."""
    representative = Role.representative in case.roles()
    joined = recalls.RecallJoined(person=case.me, representative=representative, subject=case.about)
    after = voters + 1, representatives + int(representative)
    if enough(row, *after) and not enough(row, voters, representatives):
        return [joined, *_reached(case, *after)]
    return [joined]


def _reached(case: Case, voters: int, representatives: int) -> list[Fact]:
    """Enough names: by when it is voted on, and the clock that brings it there."""
    rule = case.rulebook.kinds[RECALL].recall
    return [
        recalls.RecallReached(
            voters=voters,
            representatives=representatives,
            vote_by=months_on(case.now, rule.vote_within_months, case),
            subject=case.about,
        ),
        start(case, at_once(case, ActName.bring_recall)),
    ]


@dataclass(frozen=True, kw_only=True)
class JoinRecall(Act):
    """I demand it too, by name (联名)."""

    name = ActName.join_recall
    needs = beforehand_needs = frozenset({THE_RECALL, MY_DEMAND})
    mine = (Mine("recall_demander"),)
    not_whose = Mine("recall")

    def beforehand(self, case: Case) -> None:
        """Once each, not against oneself, and before its days are over."""
        row = case.given(THE_RECALL)
        if case[MY_DEMAND]:
            raise refuse("already_cosigned")
        if row.person_id == case.me:
            raise refuse("own_interest")
        if case.now >= filled(case.proposal.due_at) and row.reached_at is None:
            raise refuse("window_closed")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        row = case.given(THE_RECALL)
        return join(case, row, row.voters, row.representatives)
