"""Facts of threads: who supports a contribution. Made by `propose.acts.thread`."""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact
from deliberation.charter.facts.naming import Voice


@dataclass(frozen=True)
class CommentSupported(Fact):
    """One person supports a contribution.

    `times`: how often within an hour of the time before; `again`: they took it back once.
    """

    kind = "comment_supported"
    comment: str
    person: Voice
    times: int
    again: bool


@dataclass(frozen=True)
class SupportTakenBack(Fact):
    """They take it back."""

    kind = "support_taken_back"
    comment: str
    person: Voice
