"""Facts of the circle itself: moving from stage to stage, clocks, and passing by in silence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.facts.base import Fact, text


@dataclass(frozen=True)
class StageMoved(Fact):
    """The proposal entered a stage.

    `why` is the act or silence that moved it; the old stage's clocks end.

    `awaits`: what the advise stage waits for, of council, study, legality.
    """

    kind = "stage_moved"
    from_stage: str
    to_stage: str
    why: str
    ending: str | None = None
    due_at: datetime | None = None
    deadlines: list[dict[str, Any]] | None = None
    awaits: list[str] | None = None


@dataclass(frozen=True)
class DeadlineSet(Fact):
    """A clock started inside a stage or for one matter (`ref`), or was moved later."""

    kind = "deadline_set"
    deadlines: list[dict[str, Any]]
    headline: bool = False


@dataclass(frozen=True)
class DeadlineEnded(Fact):
    """A clock was answered in time or passed."""

    kind = "deadline_ended"
    act: str
    ref: str = ""


@dataclass(frozen=True)
class PassedInSilence(Fact):
    """A body let its days pass, does not exist, or cannot act: `code` says which step, e.g.
    council_silent.
    """

    kind = "passed_in_silence"
    code: str
    able: int | None = None


@dataclass(frozen=True)
class PutAside(Fact):
    """Set aside by the residents' assembly (Art 30 ¶3) or on a correction order (Art 31 ¶3);
    document named.
    """

    kind = "put_aside"
    ground: str
    by: str
    document: str | None = text()
    reasons: str | None = text()
