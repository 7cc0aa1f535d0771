"""讨论: contributing to the discussion; supporting a contribution, and taking that back: once per
person, shown as a number, never as names.

Called by `propose.routes`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.charter.act import Act, one_of, words
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import propose as pf
from deliberation.charter.facts.proposal import threads as f
from deliberation.charter.needs.voices import COMMENT, MY_SUPPORT, PARENT, SAID_LATELY
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role

HOUR = timedelta(hours=1)
STANCES = ("for", "against", "neutral")
# The office somebody speaks in who holds several, first that which answers for most.
OFFICES = (
    Role.supervisor,
    Role.councillor,
    Role.representative,
    Role.deliberator,
    Role.committee_member,
    Role.organisation,
)


@dataclass(frozen=True, kw_only=True)
class Comment(Act):
    """A contribution with a stance; an answer names the comment it answers."""

    name = ActName.comment
    lock = "shared"
    in_crowds = True
    needs = frozenset({PARENT, SAID_LATELY})
    body: str
    stance: str = "neutral"
    parent_id: str | None = None
    files: tuple[NewFile, ...] = ()

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        body = words(self.body, most=limits.comment_max, what="body")
        if self.parent_id is not None and not case[PARENT]:
            raise refuse("unknown_reference")
        if case[SAID_LATELY] >= limits.comments_per_hour:
            raise refuse("too_many_now", most=limits.comments_per_hour)
        said = pf.Commented(
            comment=case.new_id(),
            person=case.me,
            stance=one_of(self.stance, STANCES, "stance"),
            parent=self.parent_id,
            role=_speaks_as(case).value,
            body=body,
            subject=case.about,
        )
        return [said, *attached(case, self.files, "comment", said.comment)]


def _speaks_as(case: Case) -> Role:
    """The author as author; others in their office, the highest of several."""
    if case.proposal.author_id == case.me:
        return Role.author
    resident = Role.resident if case.resident else Role.owner
    return next((role for role in OFFICES if role in case.roles()), resident)


@dataclass(frozen=True, kw_only=True)
class SupportComment(Act):
    """I think so too. Not one's own contribution, nor a hidden one."""

    name = ActName.support_comment
    lock = "shared"
    in_crowds = True
    needs = frozenset({COMMENT, MY_SUPPORT})
    comment_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self._may_support(case)
        before = case[MY_SUPPORT].here
        return [
            f.CommentSupported(
                comment=self.comment_id,
                person=case.me,
                times=before.times + 1 if before is not None and before.at > now - HOUR else 1,
                again=before is not None,
                subject=case.about,
            )
        ]

    def _may_support(self, case: Case) -> None:
        row, mine, most = case[COMMENT], case[MY_SUPPORT], case.rulebook.limits.supports_per_hour
        if row is None:
            raise refuse("unknown_reference")
        if row.hidden == "hidden":
            raise refuse("already_hidden")
        if row.person_id == case.me:
            raise refuse("own_interest")
        if mine.here is not None and mine.here.taken_back_at is None:
            raise refuse("already_in")
        if mine.lately >= most:
            raise refuse("too_many_now", most=most)


@dataclass(frozen=True, kw_only=True)
class TakeBackSupport(Act):
    """No longer."""

    name = ActName.take_back_support
    lock = "shared"
    in_crowds = True
    needs = frozenset({MY_SUPPORT})
    comment_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        mine = case[MY_SUPPORT].here
        if mine is None or mine.taken_back_at is not None:
            raise refuse("nothing_changed")
        return [f.SupportTakenBack(comment=self.comment_id, person=case.me, subject=case.about)]
