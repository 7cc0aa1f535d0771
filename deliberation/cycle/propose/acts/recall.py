"""罢免: the demand with its reasons, those who join it by name, the defence, and the clock that
brings it to the vote. Called by `propose.routes.election`.

城市居民委员会组织法 Art 20: a tenth of the voters or a third of the representatives; whom it
concerns may answer; it is voted on as they were elected.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import recalls as f
from deliberation.charter.facts.proposal import propose as pr
from deliberation.charter.facts.vote import papers as pf
from deliberation.charter.matters.election import PHASES
from deliberation.charter.matters.election_after import months_on
from deliberation.charter.moves import at_once, days, enter_notice, move, silence, start
from deliberation.charter.needs.elections import MY_DEMAND, RECALL_TARGET, THE_RECALL
from deliberation.charter.needs.new_proposal import new_proposal
from deliberation.charter.needs.proposal import NUMBER
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.counting.threshold import Threshold

RECALL = "recall"


def needed(share: Threshold, whole: int) -> int:
    """The least number that reaches the share; one at least."""
    return next((n for n in range(1, whole + 1) if share.met(n, whole)), max(whole, 1))


class Demand(Protocol):
    """How many a demand needs, as its fact or its row says."""

    @property
    def needed_voters(self) -> int: ...

    @property
    def needed_representatives(self) -> int: ...


def enough(row: Demand, voters: int, representatives: int) -> bool:
    """A share of the voters, or of the representatives."""
    return voters >= row.needed_voters or representatives >= row.needed_representatives


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
        kind = case.rulebook.kinds.get(RECALL)
        if kind is None or not kind.recall.role:
            raise refuse("bad_choice", field="matter")
        target = case[RECALL_TARGET]
        if (
            target.office is None
            or target.office.left_at is not None
            or target.office.role != kind.recall.role
        ):
            raise refuse("unknown_office")
        if target.open:
            raise refuse("recall_open")
        if target.barred_until is not None and now < target.barred_until and not self.other_facts:
            raise refuse("recall_barred", until=target.barred_until)
        limits, proposal = case.rulebook.limits, case.new_id()
        title, body = (
            words(self.title, most=limits.title_max, what="title"),
            words(self.body, most=limits.text_max, what="body"),
        )
        scope = (
            target.elected_by if target.elected_by in kind.vote else "community"
        )  # as they were elected (Sichuan Art 40)
        new = replace(case, row=new_proposal(proposal, RECALL, now))
        at = {"proposal": proposal}
        year, number = case[NUMBER]
        demanded = f.RecallDemanded(
            by=case.me,
            office=self.office_id,
            person=target.office.person_id,
            needed_voters=needed(kind.recall.demand_voters, target.voters),
            needed_representatives=needed(
                kind.recall.demand_representatives, target.representatives
            )
            if target.representatives
            else 2**31 - 1,
            after=target.barred_by,
            **at,
        )
        return [
            pr.ProposalDrafted(
                author=case.me, matter=RECALL, group=None, answers={}, title=title, body=body, **at
            ),
            pr.ProposalSubmitted(
                author=case.me,
                number_year=year,
                number=number,
                matter=RECALL,
                legal_effect=kind.vote[scope].legal_effect,
                effect_note=None,
                group=None,
                rulebook=case.rulebook.digest,
                version_no=1,
                title=title,
                body=body,
                **at,
            ),
            demanded,
            *([pf.PhaseEntered(phase=scope, **at)] if scope in PHASES else []),
            move(
                new,
                Stage.gather,
                "recall_demanded",
                clocks=[days(new, kind.gather.days, ActName.lapse)],
                source=Stage.draft,
            ),
            *join(new, demanded, 0, 0),
        ]


def join(case: Case, row: Demand, voters: int, representatives: int) -> list[Fact]:
    """One more name; at the threshold it is brought to the vote."""
    representative = Role.representative in case.roles()
    facts: list[Fact] = [
        f.RecallJoined(
            person=case.me, representative=representative, proposal=case.proposal.proposal_id
        )
    ]
    after = voters + 1, representatives + int(representative)
    if enough(row, *after) and not enough(row, voters, representatives):
        rule = case.rulebook.kinds[RECALL].recall
        facts += [
            f.RecallReached(
                voters=after[0],
                representatives=after[1],
                vote_by=months_on(case.now, rule.vote_within_months, case),
                proposal=case.proposal.proposal_id,
            ),
            start(case, at_once(case, ActName.bring_recall)),
        ]
    return facts


@dataclass(frozen=True, kw_only=True)
class JoinRecall(Act):
    """I demand it too, by name (联名)."""

    name = ActName.join_recall
    needs = frozenset({THE_RECALL, MY_DEMAND})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case.given(THE_RECALL)
        if case[MY_DEMAND]:
            raise refuse("already_cosigned")
        if row.person_id == case.me:
            raise refuse("own_interest")
        if now >= filled(case.proposal.due_at) and row.reached_at is None:
            raise refuse("window_closed")
        return join(case, row, row.voters, row.representatives)


@dataclass(frozen=True, kw_only=True)
class DefendRecall(Act):
    """申辩: the answer of whom it concerns.

    It stands beside the demand and with the ballot, and is read out before the vote; it may be
    written anew until then.
    """

    name = ActName.defend_recall
    needs = frozenset({THE_RECALL})
    statement: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = case.given(THE_RECALL)
        if row.person_id != case.me:
            raise refuse("own_interest")
        statement = words(self.statement, most=case.rulebook.limits.text_max, what="statement")
        return [
            f.RecallDefended(by=case.me, statement=statement, proposal=case.proposal.proposal_id)
        ]


@dataclass(frozen=True, kw_only=True)
class BringRecall(ClockAct):
    """Enough demand it: whom it concerns has days to answer before the notice."""

    name = ActName.bring_recall
    needs = frozenset({THE_RECALL})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.given(THE_RECALL).reached_at is None:
            raise refuse("threshold_not_met")
        return [
            move(
                case,
                Stage.advise,
                "recall_reached",
                clocks=[days(case, case.kind.recall.defence_days, ActName.end_defence)],
            )
        ]


@dataclass(frozen=True, kw_only=True)
class EndDefence(ClockAct):
    """The days to answer are over: it goes to the notice, with the answer or marked without one.

    The answer may still come.
    """

    name = ActName.end_defence
    needs = frozenset({THE_RECALL})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        unanswered = (
            [] if case.given(THE_RECALL).defended_at is not None else [silence(case, "no_defence")]
        )
        return [*unanswered, *enter_notice(case, "defence_over", Stage.advise)]
