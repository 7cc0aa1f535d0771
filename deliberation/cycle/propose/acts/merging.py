"""合并: two proposals become one.

A resident's request moves nothing: the council may ask author and co-signers, each for themselves,
and the clock merges when their days are over. Called by `propose.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.facts.proposal import take_up
from deliberation.charter.facts.proposal.cycle import ObligationsSet
from deliberation.charter.facts.proposal.merging import MergeRequested
from deliberation.charter.ids import drawn
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import asked as ask
from deliberation.charter.moves import (
    at_once,
    close,
    days,
    due_at,
    in_office,
    start,
    stop,
    until,
)
from deliberation.charter.needs.proposal import (
    COSIGNATURE,
    MERGE_CONSENTS,
    MERGE_TARGET,
    MY_CONSENT,
    MY_MERGE_REQUESTS,
    RECUSED,
    MergeConsent,
)
from deliberation.charter.needs.rows import Proposal, filled
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects import the_proposal
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, Ending, Stage


def _may_become_one(case: Case, into: str) -> None:
    """Another proposal of the same people, before its notice, of a kind that takes others in."""
    if into == case.proposal.proposal_id:
        raise refuse("merge_self")
    if _taking_in(case) is None:
        raise refuse("merge_target")


def _taking_in(case: Case) -> Proposal | None:
    """The other proposal, as long as it may take this one in: also when the days of consent end."""
    target = case[MERGE_TARGET]
    fits = (
        target is not None
        and Stage(target.stage) in BEFORE_NOTICE
        and target.group_id == case.proposal.group_id
        and matters.of_row(target, case.rulebook).merges(target)
    )
    return target if fits else None


@dataclass(frozen=True, kw_only=True)
class RequestMerge(Act):
    """Ask the council to merge this proposal into another. Once per person and pair."""

    name = ActName.request_merge
    lock = "shared"
    needs = frozenset({MERGE_TARGET, MY_MERGE_REQUESTS})
    into: str

    def others(self) -> tuple[str, ...]:
        return (self.into,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, mine, most = (
            case.proposal,
            case[MY_MERGE_REQUESTS],
            case.rulebook.limits.reports_per_hour,
        )
        _may_become_one(case, self.into)
        if not matters.of_case(case).merges(p):
            raise refuse("merge_target")
        if self.into in mine.here:
            raise refuse("already_asked")
        if mine.lately >= most:
            raise refuse("too_many_now", most=most)
        return [
            MergeRequested(other=self.into, by=case.me, into=True, subject=case.about),
            MergeRequested(
                other=p.proposal_id, by=None, into=False, subject=the_proposal(self.into)
            ),
        ]


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
        p = case.proposal
        _may_become_one(case, self.into)
        if p.merge_into:
            raise refuse("merge_open")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        clock = days(case, case.kind.advise.consent_days, ActName.merge, ref=self.into)
        asked = take_up.MergeAsked(
            by=case.me, into=self.into, until=due_at(clock), note=note, subject=case.about
        )
        agree = ask(case, ActName.agree_merge, "supporters", before=clock)
        begun = start(case, clock, agree, headline=True)
        return [asked, stop(case, ActName.adopt_in_silence), begun]


@dataclass(frozen=True, kw_only=True)
class AgreeMerge(Act):
    """My support may move to the other proposal. The merge happens if the author agrees too."""

    name = ActName.agree_merge
    needs = frozenset({COSIGNATURE, MY_CONSENT})
    mine = (Mine("merge_consent"),)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not p.merge_into or p.merge_until is None or now >= p.merge_until:
            raise refuse("no_merge")
        if case[MY_CONSENT]:
            raise refuse("already_answered")
        return [take_up.MergeAgreed(person=case.me, into=p.merge_into, subject=case.about)]


@dataclass(frozen=True, kw_only=True)
class DeclineMerge(Act):
    """The author declines; the council has what is left of its days."""

    name = ActName.decline_merge

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not p.merge_into or p.merge_until is None:
            raise refuse("no_merge")
        return _council_again(case, case.me, p.merge_into)


def _council_again(case: Case, author: str, into: str) -> list[Fact]:
    """Its author does not agree: it stays by itself, and the council's days go on."""
    clock = _to_its_end(case)
    council = in_office(case, ActName.take_up, Role.deliberator, before=clock)
    return [
        take_up.MergeDeclined(by=author, subject=case.about),
        stop(case, ActName.merge, into),
        start(case, clock, council, headline=True),
    ]


def _to_its_end(case: Case) -> Obligation:
    """The council's days from when it came there, longer by those for agreeing to a merge: known
    from the beginning, so that nobody gains time by when a merge is asked for, declined or left.
    """
    number = case.kind.take_up.days + case.kind.advise.consent_days
    clock = days(case, number, ActName.adopt_in_silence, start=case.proposal.stage_at)
    if due_at(clock) > case.now:
        return clock
    return until(ActName.adopt_in_silence, case.now, start=case.proposal.stage_at, days=number)


@dataclass(frozen=True, kw_only=True)
class Merge(ClockAct):
    """The days of consent are over: merged if the author agreed, else it goes on by itself."""

    name = ActName.merge
    needs = frozenset({MERGE_TARGET, MERGE_CONSENTS})

    def others(self) -> tuple[str, ...]:
        return (self.ref,)

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, target = case.proposal, _taking_in(case)
        agreed = any(c.person == p.author_id for c in case[MERGE_CONSENTS])
        if not agreed or target is None:
            return _council_again(case, filled(p.author_id), self.ref)
        return [
            take_up.Merged(into=self.ref, subject=case.about),
            *self._moved(case, target),
            *close(case, Ending.merged, "merged"),
        ]

    def _moved(self, case: Case, target: Proposal) -> list[Fact]:
        """Each co-signature whose person agreed stands under the other proposal now, in random
        order: who is who here and there, nobody can tell.
        """
        moved: list[Fact] = [
            self._signs_there(case, c, target.version_no)
            for c in drawn(case[MERGE_CONSENTS], case.new_id)
            if c.movable
        ]
        if (
            moved and Stage(target.stage) is Stage.gather
        ):  # its own rules say whether that is enough, and it may wait for nobody else
            clock = at_once(case, ActName.bring_to_council)
            moved.append(ObligationsSet(obligations=[clock], subject=the_proposal(self.ref)))
        return moved

    def _signs_there(self, case: Case, consent: MergeConsent, version_no: int) -> Fact:
        return f.Cosigned(
            person=consent.person,
            office=consent.office,
            version_no=version_no,
            again=consent.again,
            via=case.proposal.proposal_id,
            subject=the_proposal(self.ref),
        )
