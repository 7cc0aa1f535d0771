"""理事会建议 and what must stand before a vote: opinions, recommendation, answer, study, legality,
recusal.

The council may never block: its days pass, and the proposal goes on. Called by `suggest.routes` and
the clock.
"""

from dataclasses import dataclass
from datetime import date, datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.advice import go_on_if_ready
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as pf
from deliberation.charter.facts.proposal import suggest as f
from deliberation.charter.moves import days, silence, start, stop
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.proposal import COUNTS, RECOMMENDATION, RECUSED
from deliberation.charter.needs.votes import MY_BALLOT
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.text import is_seen

STANCES = ("for", "against", "neutral")
VERDICTS = ("support", "support_with_changes", "oppose")
STUDY_RESULTS = ("agree", "agree_with_remarks", "advise_against")
REVIEW_RESULTS = ("clean", "breach")
INTERESTS = ("own_interest", "relative", "neighbour", "other")


def read_day(value: str, case: Case, what: str) -> date:
    """An ISO day that is not in the future; bad_date otherwise."""
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise refuse("bad_date", field=what) from error
    if day > case.calendar.local_day(case.now, case.community.timezone):
        raise refuse("bad_date", field=what)
    return day


@dataclass(frozen=True, kw_only=True)
class GiveOpinion(Act):
    """One councillor's own opinion."""

    name = ActName.give_opinion
    needs = frozenset({RECUSED})
    stance: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        return [
            f.OpinionGiven(
                opinion=case.new_id(),
                person=case.me,
                stance=one_of(self.stance, STANCES, "stance"),
                body=body,
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Recommend(Act):
    """The council's recommendation, with reasons; proposed changes go to the author for an
    answer.
    """

    name = ActName.recommend
    needs = frozenset({RECUSED})
    versioned = True
    verdict: str
    reasons: str
    changes: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, limits = case.proposal, case.rulebook.limits
        if p.council_state != "pending":
            raise refuse("already_decided")
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        reasons = words(self.reasons, most=limits.reason_max, what="reasons")
        with_changes = verdict == "support_with_changes"
        changes = (
            words(self.changes, most=limits.text_max, what="changes") if with_changes else None
        )
        if changes == p.body:
            raise refuse("same_text")
        facts: list[Fact] = [
            f.Recommended(
                by=case.me,
                verdict=verdict,
                reasons=reasons,
                changes=changes,
                proposal=p.proposal_id,
            ),
            stop(case, ActName.pass_council_by),
        ]
        if with_changes:
            return [
                *facts,
                start(
                    case,
                    days(case, case.kind.advise.author_days, ActName.go_on_with_own_text),
                    headline=True,
                ),
            ]
        return facts + go_on_if_ready(case, "recommended", council="given")


@dataclass(frozen=True, kw_only=True)
class AnswerRecommendation(Act):
    """The author takes the council's text (a new version, co-signers may leave it) or keeps their
    own.
    """

    name = ActName.answer_recommendation
    needs = frozenset({COUNTS, RECOMMENDATION})
    versioned = True
    accepted: bool
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.author_state != "awaited":
            raise refuse("nothing_to_answer")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        facts: list[Fact] = [
            f.RecommendationAnswered(
                by=case.me, accepted=self.accepted, note=note, proposal=p.proposal_id
            )
        ]
        if (
            p.legality_state != "breach"
        ):  # else the author still owes a lawful text, and one clock serves both
            facts.append(stop(case, ActName.go_on_with_own_text))
        changes = case.given(RECOMMENDATION).changes
        if not self.accepted or changes is None:
            return facts + go_on_if_ready(case, "author_answered", author="declined")
        has_supporters = case[COUNTS].cosigns > 0
        clock = days(case, case.kind.advise.consent_days, ActName.proceed)
        until = (
            case.calendar.add_days(now, case.kind.advise.consent_days, case.community.timezone).at
            if has_supporters
            else None
        )
        facts.append(
            pf.ProposalRevised(
                by=case.me,
                version_no=p.version_no + 1,
                why="recommendation",
                consent_until=until,
                title=p.title,
                body=changes,
                note=note,
                proposal=p.proposal_id,
            )
        )
        if has_supporters:
            facts.append(start(case, clock))
        return facts + go_on_if_ready(
            case, "author_answered", author="accepted", consent_until=until
        )


@dataclass(frozen=True, kw_only=True)
class RecordStudy(Act):
    """The lead organisation's study (Art 30 ¶4). It advises; it does not decide."""

    name = ActName.record_study
    held_on: str
    result: str
    opinion: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if not case.kind.advise.study_required:
            raise refuse("nothing_to_answer")
        if p.study_state in ("done", "waived"):
            raise refuse("already_studied")
        opinion = words(self.opinion, most=case.rulebook.limits.reason_max, what="opinion")
        held = read_day(self.held_on, case, "held_on").isoformat()
        studied = f.StudyRecorded(
            by=case.me,
            held_on=held,
            result=one_of(self.result, STUDY_RESULTS, "result"),
            opinion=opinion,
            proposal=p.proposal_id,
        )
        if case.stage is not Stage.advise:
            return [studied]
        return [studied, *go_on_if_ready(case, "studied", study="done")]


@dataclass(frozen=True, kw_only=True)
class ReviewLegality(Act):
    """Legality review (Art 31 ¶2).

    A breach names law and article and returns the text to its author; it never drops it.
    """

    name = ActName.review_legality
    versioned = True
    result: str
    reasons: str | None = None
    law: str | None = None
    article: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, limits = case.proposal, case.rulebook.limits
        if not case.kind.advise.legality_review or p.legality_state not in ("pending", "silent"):
            raise refuse("already_reviewed")
        result = one_of(self.result, REVIEW_RESULTS, "result")
        if result == "clean":
            clean = f.LegalityReviewed(
                by=case.me,
                result=result,
                law=None,
                article=None,
                reasons=optional_words(self.reasons, most=limits.reason_max, what="reasons"),
                proposal=p.proposal_id,
            )
            return [
                clean,
                stop(case, ActName.pass_legality_by),
                *go_on_if_ready(case, "reviewed", legality="clean"),
            ]
        if not is_seen(self.law) or not is_seen(self.article):
            raise refuse("breach_needs_article")
        breach = f.LegalityReviewed(
            by=case.me,
            result=result,
            law=words(self.law, most=120, what="law"),
            article=words(self.article, most=40, what="article"),
            reasons=words(self.reasons, most=limits.reason_max, what="reasons"),
            proposal=p.proposal_id,
        )
        clock = days(case, case.kind.advise.author_days, ActName.go_on_with_own_text)
        return [breach, stop(case, ActName.pass_legality_by), start(case, clock, headline=True)]


@dataclass(frozen=True, kw_only=True)
class ChooseAdvisory(Act):
    """After the days of waiting for the study, the author may choose a vote that only advises."""

    name = ActName.choose_advisory

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.study_state != "pending":
            raise refuse("nothing_to_answer")
        since = case.calendar.add_days(
            p.stage_at, case.kind.advise.study_wait_days, case.community.timezone
        ).at
        if now < since:
            raise refuse("not_yet", until=since)
        return [
            f.AdvisoryChosen(by=case.me, proposal=p.proposal_id),
            *go_on_if_ready(case, "advisory_chosen", study="waived"),
        ]


@dataclass(frozen=True, kw_only=True)
class Recuse(Act):
    """与我有关，我不参加: bars the member from acting on this matter in any office, and is
    shown.
    """

    name = ActName.recuse
    needs = frozenset({RECUSED, MY_BALLOT})
    reason: str
    explanation: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case[RECUSED]:
            raise refuse("already_recused")
        if case.stage is Stage.vote and case[MY_BALLOT]:
            raise refuse("ballot_in_record")
        explanation = optional_words(
            self.explanation, most=case.rulebook.limits.reason_max, what="explanation"
        )
        return [
            f.Recused(
                person=case.me,
                reason=one_of(self.reason, INTERESTS, "reason"),
                statutory_base=not case.vote.recusal_leaves_base,
                explanation=explanation,
                proposal=case.proposal.proposal_id,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class PassCouncilBy(ClockAct):
    """未提建议: the council let its days pass, does not exist, or nobody in it can act."""

    name = ActName.pass_council_by
    needs = frozenset({ABLE})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.council_state != "pending":
            raise refuse("already_decided")
        able = sum(n for role, n in case[ABLE].items() if role == "councillor")
        return [
            silence(case, "council_silent", able),
            stop(case, self.name),
            *go_on_if_ready(case, "council_silent", council="silent"),
        ]


@dataclass(frozen=True, kw_only=True)
class GoOnWithOwnText(ClockAct):
    """The author let their days pass: their text goes on, the council's changes (or the breach
    named) beside it.
    """

    name = ActName.go_on_with_own_text

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        facts: list[Fact] = []
        ended: dict[str, str] = {}
        if p.legality_state == "breach":
            facts.append(silence(case, "breach_unanswered"))
            ended["legality"] = "unresolved"
        if p.author_state == "awaited":
            facts += [
                f.RecommendationAnswered(by=None, accepted=False, proposal=p.proposal_id),
                silence(case, "author_silent"),
            ]
            ended["author"] = "silent"
        if not ended:
            raise refuse("nothing_to_answer")
        return [*facts, stop(case, self.name), *go_on_if_ready(case, "author_silent", **ended)]


@dataclass(frozen=True, kw_only=True)
class PassLegalityBy(ClockAct):
    """Nobody reviewed in time: shown as not reviewed, and the matter goes on."""

    name = ActName.pass_legality_by

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if case.proposal.legality_state != "pending":
            raise refuse("already_reviewed")
        return [
            silence(case, "not_reviewed"),
            stop(case, self.name),
            *go_on_if_ready(case, "not_reviewed", legality="silent"),
        ]


@dataclass(frozen=True, kw_only=True)
class Proceed(ClockAct):
    """The co-signers' days after a changed text are over."""

    name = ActName.proceed

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [stop(case, self.name), *go_on_if_ready(case, "consent_over")]
