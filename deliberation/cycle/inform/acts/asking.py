"""A resident asks about an announcement; the office that wrote it answers in its days, or the clock
marks that it did not. Supervisors hide what breaks a rule, or leave what was reported.

Called by `inform.routes` and the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.decency import REASONS, kept, may_be_hidden
from deliberation.charter.facts import Fact
from deliberation.charter.facts import announcement as f
from deliberation.charter.facts.proposal.decency import CommentHidden
from deliberation.charter.moves import stop, to_answer
from deliberation.charter.needs.announcements import ASKED_ABOUT, ASKED_LATELY, AskedAboutIt
from deliberation.charter.needs.voices import REPORTED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects import SubjectType

from .announcement import in_its_office


@dataclass(frozen=True, kw_only=True)
class AskAbout(Act):
    """A short question, read by everybody; so many in an hour."""

    name = ActName.ask_about
    of = SubjectType.announcement
    needs = frozenset({ASKED_LATELY})
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits, question = case.rulebook.limits, case.new_id()
        body = words(self.body, most=limits.comment_max, what="body")
        if case[ASKED_LATELY] >= limits.asked_per_hour:
            raise refuse("too_many_now", most=limits.asked_per_hour)
        asked = f.AskedAbout(question=question, person=case.me, body=body, subject=case.about)
        return [asked, to_answer(case, question)]


@dataclass(frozen=True, kw_only=True)
class AnswerAbout(Act):
    """Once, by anybody of the office that wrote it; late too, then the mark stays beside it."""

    name = ActName.answer_about
    of = SubjectType.announcement
    needs = frozenset({ASKED_ABOUT})
    question_id: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        asked = _asked(case)
        in_its_office(case)
        if asked.answered_at is not None:
            raise refuse("already_answered")
        if asked.hidden == "hidden":
            raise refuse("already_hidden")
        if asked.person_id == case.me:
            raise refuse("own_interest")
        body = words(self.body, most=case.rulebook.limits.reason_max, what="body")
        answered = f.AnsweredAbout(
            question=asked.question_id,
            person=asked.person_id,
            by=case.me,
            body=body,
            subject=case.about,
        )
        return [answered, *_clock_ends(case, asked)]


@dataclass(frozen=True, kw_only=True)
class MarkAbout(ClockAct):
    """A question left without an answer is marked."""

    name = ActName.mark_about
    of = SubjectType.announcement
    needs = frozenset({ASKED_ABOUT})
    of_matter = True

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        asked = _asked(case)
        if asked.state != "open":
            raise refuse("already_answered")
        marked = f.UnansweredAbout(
            question=asked.question_id, person=asked.person_id, subject=case.about
        )
        return [marked, stop(case, self.name, self.ref)]


@dataclass(frozen=True, kw_only=True)
class HideAbout(Act):
    """A supervisor hides a question, for a reason of the public list. Never one's own; nothing is
    deleted, and whoever asked is told and may object. The office has to answer it no more, unless
    it is shown again.
    """

    name = ActName.hide_about
    of = SubjectType.announcement
    needs = frozenset({ASKED_ABOUT})
    question_id: str
    reason: str
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        asked = _asked(case)
        may_be_hidden(asked.hidden)
        if asked.person_id == case.me:
            raise refuse("own_interest")
        hidden = CommentHidden(
            comment=asked.question_id,
            person=asked.person_id,
            by=case.me,
            reason=one_of(self.reason, REASONS, "reason"),
            note=optional_words(self.note, most=case.rulebook.limits.reason_max, what="note"),
            subject=case.about,
        )
        return [hidden, *_clock_ends(case, asked)]


@dataclass(frozen=True, kw_only=True)
class KeepAbout(Act):
    """A supervisor looked at what was reported, and nobody hides it. Never one's own."""

    name = ActName.keep_about
    of = SubjectType.announcement
    needs = frozenset({ASKED_ABOUT, REPORTED})
    question_id: str
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [kept(case, self.question_id, _asked(case).person_id, self.note)]


def _asked(case: Case) -> AskedAboutIt:
    """The question the act names, or refuses unknown_reference."""
    asked = case[ASKED_ABOUT]
    if asked is None:
        raise refuse("unknown_reference")
    return asked


def _clock_ends(case: Case, asked: AskedAboutIt) -> list[Fact]:
    """Its clock runs while it is open."""
    return [stop(case, ActName.mark_about, asked.question_id)] if asked.state == "open" else []
