"""What its author does with a proposal: draft it, adopt an imported one, revise, submit.

A published text changes: those who signed it may leave it, and what was looked at is looked at
again.

Called by `propose.routes`, the demo and imports at the desk.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import consent_until, go_on_if_ready
from deliberation.charter.cycle.beginning import submitted, title_and_text
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as f
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.matters import registry as matters
from deliberation.charter.matters.base import Said
from deliberation.charter.matters.questions import BY_KIND, QUESTIONS, answered, classify
from deliberation.charter.moves import days, enter_gather, of_person, reviewing, start, stop
from deliberation.charter.needs.papers import OPTIONS
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import COUNTS, GATHERING, NUMBER
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects import the_proposal
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.text import is_seen
from deliberation.charter.voting.papers import PLANS, accepted


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
                obligations=[of_person(case, ActName.submit, case.me)],
                title=title,
                body=body,
                subject=the_proposal(case.new_id()),
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
        owed = [of_person(case, ActName.submit, case.me)]
        return [f.ProposalAdopted(author=case.me, obligations=owed, subject=case.about)]


@dataclass(frozen=True, kw_only=True)
class Revise(Act):
    """Change the text: a draft freely; a gathering one as a new version that co-signers may leave;
    one returned for a breach, or for reconsideration.
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
            return [self._draft_revised(case, title, body, matter)]
        if (title, body) == (p.title, p.body):
            raise refuse("same_text")
        asked_to(case)
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        returned = "returned" if p.author_state == "pending" else "breach"
        why = returned if case.stage is Stage.advise else "author"
        return _changed_text(case, title, body, why, note)

    def _draft_revised(self, case: Case, title: str, body: str, matter: str) -> Fact:
        p = case.proposal
        _own_group(case, self.group_id)
        return f.DraftRevised(
            version_no=p.version_no + 1,
            matter=matter,
            group=self.group_id,
            answers=_answers(self.answers),
            title=title,
            body=body,
            subject=case.about,
        )


def asked_to(case: Case) -> None:
    """Before the council a text changes only where that was asked: for a breach that was named, or
    since it was returned for reconsideration.
    """
    p = case.proposal
    asked = p.legality_state == "breach" or p.author_state == "pending"
    if case.stage is Stage.advise and not asked:
        raise refuse("nothing_to_answer")


def _changed_text(case: Case, title: str, body: str, why: str, note: str | None) -> list[Fact]:
    """A new public version; co-signers have the rulebook's days to take their name back."""
    p, until = case.proposal, consent_until(case)
    revised = f.ProposalRevised(
        by=case.me,
        version_no=p.version_no + 1,
        why=why,
        consent_until=until,
        reviewed_anew=case.stage is Stage.advise and case.kind.advise.legality_review,
        title=title,
        body=body,
        note=note,
        subject=case.about,
    )
    if case.stage is not Stage.advise:
        return [revised]
    return [revised, *_advised_anew(case, bool(until))]


def _advised_anew(case: Case, supporters: bool) -> list[Fact]:
    """A text changed before its vote is reviewed again, and waits for those who had signed it."""
    advise = case.kind.advise
    lines = []
    if advise.legality_review:
        clock = days(case, advise.legality_days, ActName.pass_legality_by)
        lines += [clock, reviewing(case, clock)]
    if supporters:
        lines.append(days(case, advise.consent_days, ActName.proceed))
    if (
        case.proposal.author_state == "awaited"
    ):  # the author still owes the council an answer, and one clock serves both
        return [start(case, *lines)]
    over = stop(case, ActName.go_on_with_own_text)
    if not lines:
        return [over, *go_on_if_ready(case, "revised", author="revised")]
    return [over, start(case, *lines)]


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
        p = case.proposal
        self._may_submit(case)
        matter, note = classify(answered(p), case.rulebook)
        plans = accepted(case[OPTIONS], "plan")
        kind, said = case.rulebook.kind(matter), Said(self.cost, self.last_day, len(plans))
        beside = matters.of(matter, kind).at_submit(case, said)
        if len(plans) == 1:
            raise refuse("one_plan")
        vote = kind.vote["group" if p.group_id else "community"]
        effect = "advisory" if note else vote.legal_effect, note
        begins = submitted(case, matter, (p.title, p.body), effect, p.version_no + 1)
        asked: list[Fact] = [PhaseEntered(phase=PLANS, subject=case.about)] if plans else []
        return [begins, *asked, *beside, *enter_gather(case, "submitted", Stage.draft)]

    def _may_submit(self, case: Case) -> None:
        p, most = case.proposal, case.rulebook.limits.gathering_per_person
        if not is_seen(p.title) or not is_seen(p.body):
            raise refuse("not_complete")
        if case[GATHERING] >= most:
            raise refuse("too_many_gathering", most=most)


def _text(
    case: Case, title: str, body: str, answers: dict[str, bool] | None
) -> tuple[str, str, str]:
    """Title, body and the kind of matter its answers make it."""
    matter, _ = classify(answers or {}, case.rulebook)
    return *title_and_text(case, title, body), matter


def _answers(answers: dict[str, bool] | None) -> dict[str, bool]:
    said = {q: bool((answers or {}).get(q)) for q in QUESTIONS}
    return {
        q: yes for q, yes in said.items() if yes or q not in BY_KIND
    }  # named only where it is a yes: facts without it are older than the question


def _own_group(case: Case, group_id: str | None) -> None:
    if group_id and group_id not in case[MY_GROUPS]:
        raise refuse("wrong_group")
