"""What every plot needs to be played: its proposal, its day, and the acts of whoever is next."""

from datetime import datetime
from typing import Any

from deliberation import clock
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.record.ids import new_id

from .plots import Plot
from .stage import Stage, quietly

DELIBERATOR, COUNCILLOR, COMMITTEE, LEAD, ORGANISATION, CLERK = 0, 3, 10, 14, 15, 17
REPRESENTATIVES, SUPERVISORS, SECOND_CLERK = (5, 6, 7, 8, 9), (11, 12), 18


class Part:
    """Knows its proposal, its goal, and what it has done."""

    answers: dict[str, bool] | None = None
    lasts_days: int | None = None  # of what has a last day: from its submission
    over = False  # nobody does anything more

    def __init__(self, stage: Stage, plot: Plot, start: datetime, number: int) -> None:
        self.stage, self.plot, self.start, self.number = stage, plot, start, number
        self.proposal = ""
        self.author = stage.adults[number]
        self.done: set[str] = set()
        self.since: dict[str, datetime] = {}

    def go_on(self) -> None:
        """One step, if it is time."""
        if clock.now() < self.start or self.over:
            return None
        if not self.proposal:
            return self._begin()
        row = self.stage.row(self.proposal)
        self.since.setdefault(row.stage, clock.now())
        handler = getattr(self, f"_{row.stage}", None)
        if handler and not (self.plot.goal == row.stage and self._at_rest(row)):
            handler(row)
        self.over = row.stage == "closed"
        return None

    def finish(self) -> None:
        """What stands on a page today: a few voices and ballots."""
        if self.proposal and self.stage.row(self.proposal).stage == "vote":
            self._cast(("for", "for"))

    def _at_rest(self, row: Any) -> bool:
        return row.stage in ("gather", "take_up", "advise", "vote") and "set" in self.done

    def _once(self, what: str) -> bool:
        if what in self.done:
            return False
        self.done.add(what)
        return True

    def _act(self, who: int | str, act: Any) -> None:
        quietly(lambda: self.stage.act(who, act))

    def _common(self, **more: Any) -> dict[str, Any]:
        return {"act_id": new_id(), "subject_id": self.proposal, **more}

    def _cast(self, choices: tuple[str, ...]) -> None:
        for who, choice in zip(REPRESENTATIVES, choices, strict=False):
            self._act(who, resolve.CastBallot(**self._common(choice=choice)))

    def _begin(self) -> None:
        """The proposal itself, once its day has come."""
        raise NotImplementedError
