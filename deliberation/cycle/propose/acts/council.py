"""What the residents' deliberation council does with a proposal that has its support: take it up,
merge it, pass it on.

Passing on is open to appeal; a council that stays silent has adopted the proposal.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import take_up as f
from deliberation.charter.facts.proposal.cycle import DeadlineSet
from deliberation.charter.facts.proposal.propose import Cosigned
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import (
    at_once,
    close,
    days,
    due_at,
    enter_advise,
    enter_take_up,
    silence,
    start,
    stop,
)
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import (
    COSIGNATURE,
    MERGE_CONSENTS,
    MERGE_TARGET,
    MY_CONSENT,
    RECUSED,
)
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, Ending, Stage


@dataclass(frozen=True, kw_only=True)
class TakeUp(Act):
    """列为议题: the council adopts it as its own proposal."""

    name = ActName.take_up
    needs = frozenset({ABLE, RECUSED})
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        taken = f.TakenUp(by=case.me, note=note, proposal=case.proposal.proposal_id)
        return [taken, *enter_advise(case, "taken_up", Stage.take_up)]


@dataclass(frozen=True, kw_only=True)
class AdoptInSilence(ClockAct):
    """The council let its days pass: the proposal counts as adopted."""

    name = ActName.adopt_in_silence
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [
            silence(case, "adopted_in_silence"),
            *enter_advise(case, "adopted_in_silence", Stage.take_up),
        ]


@dataclass(frozen=True, kw_only=True)
class PassOn(Act):
    """Pass it on with a reason from the rulebook's list and an explanation; open to appeal."""

    name = ActName.pass_on
    needs = frozenset({RECUSED})
    reason: str
    explanation: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        reason = one_of(self.reason, case.rulebook.passing_reasons, "reason")
        explanation = words(self.explanation, most=limits.reason_max, what="explanation")
        until = case.calendar.add_days(
            now, case.kind.take_up.appeal_days, case.community.timezone
        ).at
        passed = f.PassedOn(
            by=case.me,
            reason=reason,
            appeal_until=until,
            explanation=explanation,
            proposal=case.proposal.proposal_id,
        )
        return [passed, *close(case, Ending.passed_on, "passed_on")]


@dataclass(frozen=True, kw_only=True)
class AskMerge(Act):
    """Ask that it be merged into another open proposal; author and co-signers decide, each for
    themselves. Once only.
    """

    name = ActName.ask_merge
    needs = frozenset({MERGE_TARGET, RECUSED})
    into: str
    note: str | None = None

    def others(self) -> tuple[str, ...]:
        return (self.into,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, target = case.proposal, case[MERGE_TARGET]
        if self.into == p.proposal_id:
            raise refuse("merge_self")
        if (
            target is None
            or Stage(target.stage) not in BEFORE_NOTICE
            or target.group_id != p.group_id
            or not matters.of_row(target, case.rulebook).merges(target)
        ):
            raise refuse("merge_target")
        if p.merge_into:
            raise refuse("merge_open")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        clock = days(case, case.kind.advise.consent_days, ActName.merge, ref=self.into)
        asked = f.MergeAsked(
            by=case.me, into=self.into, until=due_at(clock), note=note, proposal=p.proposal_id
        )
        return [asked, stop(case, ActName.adopt_in_silence), start(case, clock, headline=True)]


@dataclass(frozen=True, kw_only=True)
class AgreeMerge(Act):
    """My support may move to the other proposal. The merge happens if the author agrees too."""

    name = ActName.agree_merge
    needs = frozenset({COSIGNATURE, MY_CONSENT})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not p.merge_into or p.merge_until is None or now >= p.merge_until:
            raise refuse("no_merge")
        if case[MY_CONSENT]:
            raise refuse("already_answered")
        return [f.MergeAgreed(person=case.me, into=p.merge_into, proposal=p.proposal_id)]


@dataclass(frozen=True, kw_only=True)
class DeclineMerge(Act):
    """The author declines; the council's days begin again, once."""

    name = ActName.decline_merge

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not p.merge_into or p.merge_until is None:
            raise refuse("no_merge")
        clock = days(case, case.kind.take_up.days, ActName.adopt_in_silence)
        return [
            f.MergeDeclined(by=case.me, proposal=p.proposal_id),
            stop(case, ActName.merge, p.merge_into),
            start(case, clock, headline=True),
        ]


@dataclass(frozen=True, kw_only=True)
class Merge(ClockAct):
    """The days of consent are over: merged if the author agreed, else it goes on by itself."""

    name = ActName.merge
    needs = frozenset({MERGE_TARGET, MERGE_CONSENTS})

    def others(self) -> tuple[str, ...]:
        return (self.ref,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, target = case.proposal, case[MERGE_TARGET]
        consents = case[MERGE_CONSENTS]
        agreed = any(c.person == p.author_id for c in consents)
        if not agreed or target is None or Stage(target.stage) not in BEFORE_NOTICE:
            clock = days(case, case.kind.take_up.days, ActName.adopt_in_silence)
            return [
                f.MergeDeclined(by=filled(p.author_id), proposal=p.proposal_id),
                stop(case, ActName.merge, self.ref),
                start(case, clock, headline=True),
            ]
        moved: list[Fact] = [
            Cosigned(
                person=c.person,
                office=c.office,
                version_no=target.version_no,
                again=c.again,
                via=p.proposal_id,
                proposal=self.ref,
            )
            for c in consents
            if c.movable
        ]
        if (
            moved and Stage(target.stage) is Stage.gather
        ):  # its own rules say whether that is enough, and it may wait for nobody else
            moved.append(
                DeadlineSet(deadlines=[at_once(case, ActName.bring_to_council)], proposal=self.ref)
            )
        return [
            f.Merged(into=self.ref, proposal=p.proposal_id),
            *moved,
            *close(case, Ending.merged, "merged"),
        ]


@dataclass(frozen=True, kw_only=True)
class Appeal(Act):
    """Author or co-signer appeals the passing on to the supervisors, once."""

    name = ActName.appeal
    needs = frozenset({COSIGNATURE})
    grounds: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.ending != Ending.passed_on.value:
            raise refuse("wrong_stage", act=self.name.value, stage=p.stage)
        if p.appeal_state != "none":
            raise refuse("already_appealed")
        if now >= filled(p.appeal_until):
            raise refuse("appeal_over")
        grounds = words(self.grounds, most=case.rulebook.limits.reason_max, what="grounds")
        clock = days(case, case.kind.supervision.answer_days, ActName.reopen_in_silence)
        return [
            f.Appealed(by=case.me, grounds=grounds, proposal=p.proposal_id),
            start(case, clock, headline=True),
        ]


@dataclass(frozen=True, kw_only=True)
class DecideAppeal(Act):
    """A supervisor upholds the passing on, or refers the proposal back to the council."""

    name = ActName.decide_appeal
    needs = frozenset({ABLE, RECUSED})
    outcome: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.appeal_state != "open":
            raise refuse("nothing_to_answer")
        outcome = one_of(self.outcome, ("upheld", "referred_back"), "outcome")
        reasons = words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        decided = f.AppealDecided(
            by=case.me, outcome=outcome, reasons=reasons, proposal=p.proposal_id
        )
        if outcome == "upheld":
            return [decided, stop(case, ActName.reopen_in_silence)]
        return [decided, *enter_take_up(case, "referred_back", Stage.closed)]


@dataclass(frozen=True, kw_only=True)
class ReopenInSilence(ClockAct):
    """The supervisors let their days pass: the appeal counts as granted, for silence buries
    nothing.
    """

    name = ActName.reopen_in_silence
    needs = frozenset({ABLE})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.appeal_state != "open":
            raise refuse("nothing_to_answer")
        decided = f.AppealDecided(
            by=None, outcome="referred_back", proposal=case.proposal.proposal_id
        )
        return [
            decided,
            silence(case, "appeal_unanswered"),
            *enter_take_up(case, "appeal_unanswered", Stage.closed),
        ]
