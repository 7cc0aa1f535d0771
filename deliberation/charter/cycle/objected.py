"""What is known since an objection was raised: whether anything was put right, how often the vote
was held anew, whether one still waits.

One rule for the loaders of the acts, their pages and the judge: each reads the rows in its own way,
and asks here what they mean.
"""

from collections.abc import Iterable
from datetime import datetime

from deliberation.charter.acts import ActName

from .objections import CONTENT
from .remedies import AGAIN

# The state of one that nobody answered before its result was gone, and what followed from an upheld
# one of which nothing had.
ENDED = "ended"
# Until when the certificates of a count are waited for: longer than the days to object only where
# it was made again.
CERTIFICATES = ActName.pass_supervisors_by.value
# The clock of whoever has to say what follows from an upheld objection.
IN_SILENCE = ActName.remedy_in_silence.value
# (table, column): where roster and offices say when something of them was changed; an objection
# names nobody in a field. And where an option of the matter's own ballot was decided.
MENDED = (
    ("roster_change", "at"),
    ("person", "entered_at"),
    ("office", "starts_at"),
    ("office", "left_at"),
)
MENDED_HERE = ("ballot_option", "decided_at")


def put_right(raised: datetime, changes: Iterable[datetime | None], now: datetime) -> bool:
    """Whether one of these changes came after the objection was raised, and by now."""
    return any(at is not None and raised < at <= now for at in changes)


def voted_anew(remedies: Iterable[str | None]) -> int:
    """How often, by what followed from each objection of a matter."""
    return sum(way == AGAIN for way in remedies)


def waits(running: Iterable[tuple[str, str | None]]) -> bool:
    """Whether what was voted on waits for an objection: for what follows from an upheld one, or for
    its answer, unless it speaks of the content; or for the certificates of a count made again.
    running: the act of each clock that runs for one of these, and ends the waiting, and the
    objection's ground.
    """
    return any(
        act in (IN_SILENCE, CERTIFICATES)
        or (act == ActName.mark_objection.value and ground != CONTENT)
        for act, ground in running
    )
