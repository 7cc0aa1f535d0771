"""Keeping the discussion decent: reporting a contribution, hiding it with a reason or leaving it,
objecting to that, and deciding. On any subject; a question about an announcement is hidden or left
by `inform`.

Nothing is deleted: a stub stays in place, and the public log of moderation lists every hiding.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.cycle.decency import REASONS, kept, may_be_hidden, to_look_at
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import decency as f
from deliberation.charter.moves import (
    days,
    due_at,
    in_office,
    shown_again,
    silence,
    start,
    stop,
)
from deliberation.charter.needs.voices import COMMENT, MY_REPORTS, REPORTED
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

# Where the supervisors' silence brings nothing back: somebody else would pay for it.
STAYS_IN_SILENCE = ("personal_data", "unlawful")


@dataclass(frozen=True, kw_only=True)
class ReportComment(Act):
    """A contribution breaks a rule; whoever moderates has to look. Once per person, also where it
    was looked at since; others may report it again, for what nobody looked at yet.
    """

    name = ActName.report_comment
    of = None
    needs = frozenset({COMMENT, MY_REPORTS, REPORTED})
    comment_id: str
    reason: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _comment(case)
        may_be_hidden(row.hidden)
        if row.person_id == case.me:
            raise refuse("own_interest")
        self._once(case)
        reason, reported = one_of(self.reason, REASONS, "reason"), case[REPORTED]
        if not reported.waits and reason in reported.reasons:
            raise refuse("already_kept")
        asked = to_look_at(case, self.comment_id, row.person_id)
        return [
            f.CommentReported(
                comment=self.comment_id,
                by=case.me,
                reason=reason,
                obligations=None if reported.waits else [asked],
                subject=case.about,
            )
        ]

    def _once(self, case: Case) -> None:
        """By one person, and so many in an hour."""
        mine = case[MY_REPORTS]
        if self.comment_id in mine.here:
            raise refuse("already_in")
        if mine.lately >= case.rulebook.limits.reports_per_hour:
            raise refuse("too_many_now", most=case.rulebook.limits.reports_per_hour)


@dataclass(frozen=True, kw_only=True)
class HideComment(Act):
    """Hide a contribution; never one's own matter. Its author is told and may object."""

    name = ActName.hide_comment
    needs = frozenset({COMMENT})
    comment_id: str
    reason: str
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _comment(case)
        may_be_hidden(row.hidden)
        if row.person_id == case.me:
            raise refuse("own_interest")
        note = optional_words(self.note, most=case.rulebook.limits.reason_max, what="note")
        return [
            f.CommentHidden(
                comment=self.comment_id,
                person=row.person_id,
                by=case.me,
                reason=one_of(self.reason, REASONS, "reason"),
                note=note,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class KeepComment(Act):
    """What was reported was looked at, and nobody hides it; never one's own matter. Who wrote it
    and who reported it are told.
    """

    name = ActName.keep_comment
    needs = frozenset({COMMENT, REPORTED})
    comment_id: str
    note: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        return [kept(case, self.comment_id, _comment(case).person_id, self.note)]


@dataclass(frozen=True, kw_only=True)
class ObjectHiding(Act):
    """Whoever wrote it objects, once; a supervisor decides."""

    name = ActName.object_hiding
    of = None
    needs = frozenset({COMMENT})
    comment_id: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self._may_object(case)
        clock = days(
            case, case.rulebook.limits.hiding_days, ActName.show_in_silence, ref=self.comment_id
        )
        objected = f.HidingObjected(
            comment=self.comment_id,
            by=case.me,
            due_at=due_at(clock),
            body=words(self.body, most=case.rulebook.limits.reason_max, what="body"),
            subject=case.about,
        )
        row = _comment(case)
        no = tuple(who for who in (row.person_id, row.hidden_by) if who)
        decide = in_office(case, ActName.decide_hiding, Role.supervisor, before=clock, not_by=no)
        return [objected, start(case, clock, decide)]

    def _may_object(self, case: Case) -> None:
        row = _comment(case)
        if row.person_id != case.me:
            raise refuse("wrong_role")
        if row.hidden != "hidden":
            raise refuse("nothing_to_answer")
        if row.objected_at is not None:
            raise refuse("already_objected")


@dataclass(frozen=True, kw_only=True)
class DecideHiding(Act):
    """Upheld, or shown again; with reasons.

    Not by the one who hid it, nor by the one who wrote it.
    """

    name = ActName.decide_hiding
    of = None
    needs = frozenset({COMMENT})
    comment_id: str
    outcome: str
    reasons: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _comment(case)
        if row.hidden != "hidden" or row.objected_at is None:
            raise refuse("nothing_to_answer")
        if row.decided_at is not None:
            raise refuse("already_decided")
        if case.me in (row.person_id, row.hidden_by):
            raise refuse("own_interest")
        return [
            stop(case, ActName.show_in_silence, self.comment_id),
            f.HidingDecided(
                comment=self.comment_id,
                person=row.person_id,
                by=case.me,
                outcome=one_of(self.outcome, ("upheld", "shown"), "outcome"),
                reasons=words(self.reasons, most=case.rulebook.limits.reason_max, what="reasons"),
                subject=case.about,
            ),
            *(shown_again(case, self.comment_id, row.asked) if self.outcome == "shown" else ()),
        ]


@dataclass(frozen=True, kw_only=True)
class ShowInSilence(ClockAct):
    """No supervisor answered the objection in time: it is shown again, for silence hides nothing.

    What would lay open somebody else's data, or is unlawful, stays hidden until a supervisor
    decides, and the silence is marked.
    """

    name = ActName.show_in_silence
    of = None
    needs = frozenset({COMMENT})
    of_matter = True

    @property
    def comment_id(self) -> str:
        """The contribution its clock stands for."""
        return self.ref

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        row = _comment(case)
        if row.hidden != "hidden" or row.objected_at is None or row.decided_at is not None:
            raise refuse("already_decided")
        passed: list[Fact] = [silence(case, "hiding_unanswered"), stop(case, self.name, self.ref)]
        if row.reason in STAYS_IN_SILENCE:
            return passed
        return [
            *passed,
            f.HidingDecided(
                comment=self.ref,
                person=row.person_id,
                by=None,
                outcome="shown",
                subject=case.about,
            ),
            *shown_again(case, self.ref, row.asked),
        ]


def _comment(case: Case) -> Any:
    row = case[COMMENT]
    if row is None:
        raise refuse("unknown_reference")
    return row
