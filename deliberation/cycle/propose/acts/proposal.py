"""What residents do with a proposal: draft, submit, revise, withdraw, support, discuss, take
over.

Called by `propose.routes`, the demo, imports at the desk, and by the clock for lapsing and crossing
the threshold.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.base import Said
from deliberation.charter.matters.questions import BY_KIND, QUESTIONS, answered, classify
from deliberation.charter.moves import (
    at_once,
    close,
    days,
    due_at,
    enter_gather,
    enter_take_up,
    start,
    stop,
)
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.people import ABLE, MY_GROUPS
from deliberation.charter.needs.proposal import (
    COSIGNATURE,
    COUNTS,
    DEADLINE,
    GATHERING,
    NUMBER,
    SIGNED_BEFORE,
)
from deliberation.charter.needs.rows import filled
from deliberation.charter.needs.voices import PARENT, SAID_LATELY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.charter.text import is_seen
from deliberation.charter.voting.papers import PLANS, accepted

STANCES = ("for", "against", "neutral")


def threshold_met(case: Case, residents: int, office_holders: int) -> bool:
    """10 residents (more where it costs much), or 3 deliberators or representatives (the rulebook's
    numbers).
    """
    rule = case.kind.gather
    return residents >= rule.needed(case.proposal.cost) or office_holders >= rule.office_holders


@dataclass(frozen=True, kw_only=True)
class Draft(Act):
    """Begin a proposal; only its author sees it until it is submitted."""

    name = ActName.draft
    lock = "community"
    needs = frozenset({MY_GROUPS})
    title: str
    body: str
    group_id: str | None = None
    answers: dict[str, bool] | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        title, body, matter = _text(case, self.title, self.body, self.answers)
        _own_group(case, self.group_id)
        return [
            f.ProposalDrafted(
                author=case.me,
                matter=matter,
                group=self.group_id,
                answers=_answers(self.answers),
                title=title,
                body=body,
                proposal=case.new_id(),
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Adopt(Act):
    """Become the author of an imported draft."""

    name = ActName.adopt

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not case.proposal.source:
            raise refuse("not_imported")
        if case.proposal.author_id:
            raise refuse("already_adopted")
        return [f.ProposalAdopted(author=case.me, proposal=case.proposal.proposal_id)]


@dataclass(frozen=True, kw_only=True)
class Revise(Act):
    """Change the text: a draft freely; a gathering one as a new version that co-signers may leave;
    one returned for a breach.
    """

    name = ActName.revise
    needs = frozenset({COUNTS, MY_GROUPS})
    versioned = True
    title: str
    body: str
    note: str | None = None
    group_id: str | None = None
    answers: dict[str, bool] | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        title, body, matter = _text(case, self.title, self.body, self.answers)
        if case.stage is Stage.draft:
            _own_group(case, self.group_id)
            return [
                f.DraftRevised(
                    version_no=p.version_no + 1,
                    matter=matter,
                    group=self.group_id,
                    answers=_answers(self.answers),
                    title=title,
                    body=body,
                    proposal=p.proposal_id,
                )
            ]
        if (title, body) == (p.title, p.body):
            raise refuse("same_text")
        if case.stage is Stage.advise and p.legality_state != "breach":
            raise refuse("nothing_to_answer")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        why = "breach" if case.stage is Stage.advise else "author"
        return changed_text(case, title, body, why, note)


def changed_text(case: Case, title: str, body: str, why: str, note: str | None) -> list[Fact]:
    """A new public version; co-signers have the rulebook's days to take their name back."""
    p = case.proposal
    has_supporters = case[COUNTS].cosigns > 0
    until = (
        case.calendar.add_days(case.now, case.kind.advise.consent_days, case.community.timezone).at
        if has_supporters
        else None
    )
    facts: list[Fact] = [
        f.ProposalRevised(
            by=case.me,
            version_no=p.version_no + 1,
            why=why,
            consent_until=until,
            title=title,
            body=body,
            note=note,
            proposal=p.proposal_id,
        )
    ]
    if case.stage is Stage.advise:
        clocks = [days(case, case.kind.advise.legality_days, ActName.pass_legality_by)]
        if until:
            clocks.append(days(case, case.kind.advise.consent_days, ActName.proceed))
        if (
            p.author_state != "awaited"
        ):  # else the author still owes the council an answer, and one clock serves both
            facts.append(stop(case, ActName.go_on_with_own_text))
        facts.append(start(case, *clocks))
    return facts


@dataclass(frozen=True, kw_only=True)
class Submit(Act):
    """Publish a complete draft under a number; its rules are now fixed by digest.

    What spends the community's money names its `cost` in fen, a trial its `last_day`.
    """

    name = ActName.submit
    numbers = True
    needs = frozenset({NUMBER, GATHERING, OPTIONS})
    cost: int | None = None
    last_day: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, limits = case.proposal, case.rulebook.limits
        if not is_seen(p.title) or not is_seen(p.body):
            raise refuse("not_complete")
        if case[GATHERING] >= limits.gathering_per_person:
            raise refuse("too_many_gathering", most=limits.gathering_per_person)
        matter, note = classify(answered(p), case.rulebook)
        kind = case.rulebook.kind(matter)
        plans = accepted(case[OPTIONS], "plan")
        said = Said(self.cost, self.last_day, len(plans))
        beside = matters.of(matter, kind).at_submit(case, said)
        if len(plans) == 1:
            raise refuse("one_plan")
        effect = (
            "advisory" if note else kind.vote["group" if p.group_id else "community"].legal_effect
        )
        year, number = case[NUMBER]
        submitted = f.ProposalSubmitted(
            author=case.me,
            number_year=year,
            number=number,
            matter=matter,
            legal_effect=effect,
            effect_note=note,
            group=p.group_id,
            rulebook=case.rulebook.digest,
            version_no=p.version_no + 1,
            title=p.title,
            body=p.body,
            proposal=p.proposal_id,
        )
        asked: list[Fact] = [PhaseEntered(phase=PLANS, proposal=p.proposal_id)] if plans else []
        return [submitted, *asked, *beside, *enter_gather(case, "submitted", Stage.draft)]


@dataclass(frozen=True, kw_only=True)
class Withdraw(Act):
    """The author withdraws; where others have signed, they may keep the proposal by taking it over
    in time.
    """

    name = ActName.withdraw
    needs = frozenset({COUNTS, OPTIONS})
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.withdraw_until:
            raise refuse("withdrawal_open")
        matters.of_case(case).before_withdrawal(case)
        reasons = optional_words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        if case.stage is Stage.draft or case[COUNTS].cosigns == 0:
            said = f.WithdrawalAnnounced(
                by=case.me, until=None, reasons=reasons, proposal=p.proposal_id
            )
            return [said, *close(case, Ending.withdrawn, "withdrawn")]
        clock = days(case, case.kind.advise.consent_days, ActName.finish_withdrawal)
        return [
            f.WithdrawalAnnounced(
                by=case.me, until=due_at(clock), reasons=reasons, proposal=p.proposal_id
            ),
            start(case, clock),
        ]


@dataclass(frozen=True, kw_only=True)
class FinishWithdrawal(ClockAct):
    """Nobody took it over: withdrawn."""

    name = ActName.finish_withdrawal

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.withdraw_until is None:
            raise refuse("no_withdrawal")
        return close(case, Ending.withdrawn, "withdrawn")


@dataclass(frozen=True, kw_only=True)
class TakeOver(Act):
    """A co-signer keeps the proposal of an author who withdraws or has fallen silent."""

    name = ActName.take_over
    needs = frozenset({COSIGNATURE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.author_id == case.me:
            raise refuse("own_proposal")
        if not p.withdraw_until and p.author_state != "silent":
            raise refuse("not_yet")
        facts: list[Fact] = [
            f.AuthorChanged(author=case.me, before=p.author_id, proposal=p.proposal_id)
        ]
        return facts + ([stop(case, ActName.finish_withdrawal)] if p.withdraw_until else [])


@dataclass(frozen=True, kw_only=True)
class Cosign(Act):
    """我也支持: put one's name under the version one has read."""

    name = ActName.cosign
    lock = "shared"
    needs = frozenset({COUNTS, COSIGNATURE, SIGNED_BEFORE, MY_GROUPS})
    versioned = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, mine, counts = case.proposal, case[COSIGNATURE], case[COUNTS]
        if p.author_id == case.me:
            raise refuse("own_proposal")
        if mine is not None:
            raise refuse("already_cosigned")
        if now >= filled(p.due_at):
            raise refuse("window_closed")
        office = bool(case.roles() & {Role.deliberator, Role.representative})
        signed = f.Cosigned(
            person=case.me,
            office=office,
            version_no=p.version_no,
            again=case[SIGNED_BEFORE],
            proposal=p.proposal_id,
        )
        before = counts.cosigns, counts.cosigns_office
        after = before[0] + 1, before[1] + int(office)
        facts: list[Fact] = [signed]
        if threshold_met(case, *after) and not threshold_met(case, *before):
            facts += [
                f.ThresholdReached(
                    residents=after[0], office_holders=after[1], proposal=p.proposal_id
                ),
                start(case, at_once(case, ActName.bring_to_council)),
            ]
        return facts


@dataclass(frozen=True, kw_only=True)
class TakeBack(Act):
    """Take one's name back: any time while gathering, later within the days after the text
    changed.
    """

    name = ActName.take_back
    lock = "shared"
    needs = frozenset({COUNTS, COSIGNATURE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, mine, counts = case.proposal, case.given(COSIGNATURE), case[COUNTS]
        later = case.stage is not Stage.gather
        if later and (p.consent_until is None or now >= p.consent_until):
            raise refuse("consent_over")
        facts: list[Fact] = [
            f.CosignatureTakenBack(person=case.me, office=mine.office, proposal=p.proposal_id)
        ]
        before = counts.cosigns, counts.cosigns_office
        after = before[0] - 1, before[1] - int(mine.office)
        if threshold_met(case, *before) and not threshold_met(case, *after):
            facts.append(
                f.ThresholdLost(residents=after[0], office_holders=after[1], proposal=p.proposal_id)
            )
            facts.append(
                start(case, at_once(case, ActName.return_to_gather))
                if later
                else stop(case, ActName.bring_to_council)
            )
        return facts


@dataclass(frozen=True, kw_only=True)
class BringToCouncil(ClockAct):
    """The threshold is met: on to the deliberation council, under the exclusive lock and on the
    exact count.

    Signatures moved here by a merge set this clock too, without counting: where they are too few,
    gathering goes on.
    """

    name = ActName.bring_to_council
    needs = frozenset({COUNTS, ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if not threshold_met(case, counts.cosigns, counts.cosigns_office):
            if case[DEADLINE] is None:
                raise refuse("threshold_not_met")
            return [stop(case, self.name)]
        return enter_take_up(case, "threshold", Stage.gather)


@dataclass(frozen=True, kw_only=True)
class ReturnToGather(ClockAct):
    """Too many took their name back after the text changed: support is gathered anew."""

    name = ActName.return_to_gather
    needs = frozenset({COUNTS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if threshold_met(case, counts.cosigns, counts.cosigns_office):
            raise refuse("threshold_met")
        return enter_gather(case, "support_lost", case.stage)


@dataclass(frozen=True, kw_only=True)
class Lapse(ClockAct):
    """The gathering days are over without enough support; it may be drafted again."""

    name = ActName.lapse
    needs = frozenset({COUNTS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        if threshold_met(case, counts.cosigns, counts.cosigns_office):
            raise refuse("threshold_met")
        return close(case, Ending.lapsed, "lapsed")


@dataclass(frozen=True, kw_only=True)
class Comment(Act):
    """A contribution with a stance; an answer names the comment it answers."""

    name = ActName.comment
    lock = "shared"
    needs = frozenset({PARENT, SAID_LATELY})
    body: str
    stance: str = "neutral"
    parent_id: str | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        body = words(self.body, most=case.rulebook.limits.comment_max, what="body")
        if self.parent_id is not None and not case[PARENT]:
            raise refuse("unknown_reference")
        if case[SAID_LATELY] >= case.rulebook.limits.comments_per_hour:
            raise refuse("too_many_now", most=case.rulebook.limits.comments_per_hour)
        role = next(
            (
                r.value
                for r in (
                    Role.supervisor,
                    Role.councillor,
                    Role.representative,
                    Role.deliberator,
                    Role.committee_member,
                    Role.organisation,
                )
                if r in case.roles()
            ),
            (Role.resident if case.resident else Role.owner).value,
        )
        if case.proposal.author_id == case.me:
            role = Role.author.value
        said = f.Commented(
            comment=case.new_id(),
            person=case.me,
            stance=one_of(self.stance, STANCES, "stance"),
            parent=self.parent_id,
            role=role,
            body=body,
            proposal=case.proposal.proposal_id,
        )
        return [said, *attached(case, self.files, "comment", said.comment)]


def _text(
    case: Case, title: str, body: str, answers: dict[str, bool] | None
) -> tuple[str, str, str]:
    limits = case.rulebook.limits
    matter, _ = classify(answers or {}, case.rulebook)
    return (
        words(title, most=limits.title_max, what="title"),
        words(body, most=limits.text_max, what="body"),
        matter,
    )


def _answers(answers: dict[str, bool] | None) -> dict[str, bool]:
    said = {q: bool((answers or {}).get(q)) for q in QUESTIONS}
    return {
        q: yes for q, yes in said.items() if yes or q not in BY_KIND
    }  # named only where it is a yes: facts without it are older than the question


def _own_group(case: Case, group_id: str | None) -> None:
    if group_id and group_id not in case[MY_GROUPS]:
        raise refuse("wrong_group")
