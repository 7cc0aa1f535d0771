"""Facts of keeping the discussion decent: what was reported, hidden with a reason, objected to, and
decided. The words themselves stay.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office, Voice
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class CommentReported(Fact):
    """Somebody says that a contribution breaks a rule of the public list.

    `obligations`: that somebody looks at it; none where that waits already.
    """

    kind = "comment_reported"
    comment: str
    by: Voice
    reason: str
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class CommentKept(Fact):
    """What was reported, last for `reason`, was looked at, and there is no need to hide it.

    `person`: who wrote it.
    """

    kind = "comment_kept"
    comment: str
    person: Voice | None
    by: Office
    reason: str
    note: str | None = text()


@dataclass(frozen=True)
class CommentHidden(Fact):
    """A contribution is hidden for a reason of the public list; a stub stays in its place.

    `person`: who wrote it.
    """

    kind = "comment_hidden"
    comment: str
    person: Voice | None
    by: Office
    reason: str
    note: str | None = text()


@dataclass(frozen=True)
class HidingObjected(Fact):
    """Its author objects to the supervisors, who answer by `due_at`."""

    kind = "hiding_objected"
    comment: str
    by: Voice
    due_at: datetime
    body: str | None = text()


@dataclass(frozen=True)
class HidingDecided(Fact):
    """A supervisor upholds the hiding, or shows the contribution again, with reasons.

    `by` None: their silence showed it again.
    """

    kind = "hiding_decided"
    comment: str
    person: Voice | None
    by: Office | None
    outcome: str
    reasons: str | None = text()
