"""Facts of a notice that hung wrongly: withdrawn with its reason, and shown anew for its whole days."""

from dataclasses import dataclass

from .base import Fact, text


@dataclass(frozen=True)
class NoticeRestarted(Fact):
    """A notice hung with a wrong date or text, or did not hang: it is withdrawn and its days begin again. `round_no`: the one withdrawn.

    The stage's own fact follows, with the new dates; what was posted and proved before stays in the record."""

    kind = "notice_restarted"
    by: str
    role: str
    fault: str
    round_no: int
    reasons: str | None = text()
