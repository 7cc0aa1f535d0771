"""Facts of the circle itself: moving from stage to stage, who has to do
what by when, and passing by in silence."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class StageMoved(Fact):
    """The proposal entered a stage.

    `why` is the act or silence that moved it; what was to be done in the old stage ends.

    `awaits`: what the advise stage waits for, of council, study, legality.
    """

    kind = "stage_moved"
    from_stage: str
    to_stage: str
    why: str
    ending: str | None = None
    due_at: datetime | None = None
    obligations: list[Obligation] | None = None
    awaits: list[str] | None = None


@dataclass(frozen=True)
class ObligationsSet(Fact):
    """Who has to do what from now on, inside a stage or for one entry (`ref`), and what the clock
    does then.

    headline: when the first of them is due stands on the card.
    """

    kind = "obligations_set"
    obligations: list[Obligation]
    headline: bool = False


@dataclass(frozen=True)
class DateMoved(Fact):
    """A date is known better by now: the clock does this act later, and whoever has to be done
    before has as long.

    headline: it stands on the card.
    """

    kind = "date_moved"
    act: str
    ref: str
    due_at: datetime
    provisional: bool
    headline: bool = False


@dataclass(frozen=True)
class ObligationEnded(Fact):
    """What the clock had to do was answered in time, or has passed."""

    kind = "obligation_ended"
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
    by: Office
    document: str | None = text()
    reasons: str | None = text()
