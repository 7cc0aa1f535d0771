"""Plays requests in rounds, each on a fresh copy of the town, and counts.

A round begins some days after the town was founded, and goes through some weeks.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from deliberation.cli.serving.ticking import follow_all
from deliberation.record.check.verify import Wrong, verify

from .memory import Step
from .player import Player
from .town import Time, Town, facts_since, found, positions, repeatable
from .watch import Crashes, Finding, Journal, Watch
from .wire import Answer, send

ROUND = 1000
PAUSE = 120  # requests between two jumps of civic time
JUMPS = (0, 3600, 86_400, 3 * 86_400, 8 * 86_400)
STEP = timedelta(seconds=2)  # real time between two requests
# Their POST answers with a page and has written: a card is printed, codes are shown once, a list
# says what it brought.
PRINTING = frozenset({"accounts.recovery_codes", "desk.card", "desk.roster_upload"})

Place = Callable[
    [int], tuple[Path, str]
]  # a fresh copy of the town: its instance folder and database


@dataclass
class Tally:
    """What happened in all rounds.

    `findings`: the first request of each, and how many were alike.
    """

    requests: int = 0
    seconds: float = 0.0
    status: Counter = field(default_factory=Counter)
    reached: Counter = field(default_factory=Counter)
    accepted: Counter = field(default_factory=Counter)
    facts: Counter = field(default_factory=Counter)
    slow: list[tuple[float, int, str]] = field(default_factory=list)
    findings: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    verified: int = 0

    def note(self, number: int, finding: Finding, request: str) -> bool:
        """→ whether it is the first of its kind."""
        known = self.findings.get((finding.kind, finding.sign))
        if known is None:
            self.findings[finding.kind, finding.sign] = [1, number, finding, request]
            return True
        known[0] += 1
        return False

    def count(self, step: Step, answer: Answer) -> None:
        """One answer."""
        self.requests += 1
        self.seconds += answer.seconds
        self.status[answer.status] += 1
        self.reached[step.rule, step.actor.role] += 1
        if step.request.method == "POST" and answer.status in (200, 204, 303):
            self.accepted[step.rule] += answer.status != 200
        self.slow.append((answer.seconds, step.number, f"{step.request.method} {step.rule}"))
        self.slow.sort(reverse=True)
        del self.slow[15:]


class Run:
    """All rounds of one seed. `tell` hears each first finding; `limit` of processor seconds for one
    page, None for no limit.
    """

    def __init__(
        self,
        place: Place,
        seed: int,
        *,
        tell: Callable[[str], None] = lambda _: None,
        limit: float | None = None,
        cache: Any = None,
    ) -> None:
        self.place, self.seed, self.tell, self.limit = place, seed, tell, limit
        self.cache = cache
        self.tally, self.sent = Tally(), Counter()

    def play(self, first: int, last: int, only: int | None = None) -> Tally:
        """Requests first … last − 1. `only`: tell everything about this one, and end with it."""
        for number in range(first // ROUND, (last - 1) // ROUND + 1):
            self._round(number, min(last, (number + 1) * ROUND), only)
            if only is not None:
                break
        return self.tally

    def _round(self, number: int, end: int, only: int | None) -> None:
        chosen = random.Random(f"{self.seed}/round/{number}")
        self.warm: Counter = Counter()
        self.sent = Counter()  # so that a round can be played alone and comes out the same
        with ExitStack() as stack:
            stack.enter_context(repeatable(f"{self.seed}/{number}"))
            self.time = stack.enter_context(Time())
            town = Town(*self.place(number), cache=self.cache)
            stack.callback(town.close)
            crashes = Crashes()
            town.app.logger.addHandler(crashes)
            town.app.logger.propagate = False
            stack.callback(town.app.logger.removeHandler, crashes)
            self.town, self.crashes, self.marks = town, crashes, positions(town.engines)
            town.pass_days(chosen.randrange(25) * 86_400)
            player = Player(town, self.seed, self.sent)
            with Journal(town.engines).listening() as journal:
                watch = Watch(journal, crashes, PRINTING)
                for n in range(number * ROUND, end):
                    if n % PAUSE == PAUSE - 1:
                        self._go_on(n, chosen.choice(JUMPS))
                        journal.taken()
                    self._one(player, watch, n, only)
                    if n == only:
                        return
            self._verify(end - 1)

    def _one(self, player: Player, watch: Watch, n: int, only: int | None) -> None:
        self.time.at += STEP
        step = player.step(n)
        watch.journal.taken()
        try:
            answer = send(self.town.app, step.request)
        except Exception as error:
            # The application's own error page did not hold it: the server would have answered 500
            # with nothing.
            self.crashes.note(error)
            sign, trace = self.crashes.taken()
            self._note(n, Finding("escaped", sign, trace), step)
            return
        written = watch.journal.written
        for finding in watch.look(step.request, answer, step.rule):
            self._note(n, finding, step)
        self.warm[step.rule] += 1  # the first times templates are compiled and libraries come in
        if self.limit is not None and answer.seconds > self.limit and self.warm[step.rule] > 2:
            what = f"{answer.seconds:.2f} s of processor time"
            self._note(n, Finding("slow", f"{step.request.method} {step.rule}", what), step)
        self.tally.count(step, answer)
        if "fact" in written:
            self.tally.facts.update(facts_since(self.town.engines, self.marks))
        if n == only:
            body = answer.body[:6000].decode("utf-8", "replace")
            self.tell(f"{_told(step)}\n\n{answer.status}\n{answer.headers}\n{body}")
        player.learn(step, answer)

    def _note(self, n: int, finding: Finding, step: Step) -> None:
        if self.tally.note(n, finding, _told(step)):
            self.tell(
                f"FOUND {finding.kind}: {finding.sign}  (request "
                f"{n})\n{finding.text}\n{_told(step)}\n"
            )

    def _go_on(self, n: int, seconds: int) -> None:
        try:
            self.town.pass_days(seconds)
            follow_all(self.town.engines)
        except Exception as error:
            self.crashes.note(error)
            sign, trace = self.crashes.taken()
            if self.tally.note(n, Finding("clock", sign, trace), ""):
                self.tell(f"FOUND the clock broke before request {n}: {sign}\n{trace}")

    def _verify(self, n: int) -> None:
        try:
            self.tally.verified += sum(s.facts for s in verify(self.town.engines))
        except Wrong as wrong:
            finding = Finding("verify", str(wrong)[:80], str(wrong))
            if self.tally.note(n, finding, ""):
                self.tell(f"FOUND verify at request {n}: {wrong}")


def _told(step: Step) -> str:
    return f"as {step.actor.role}, {step.how}\n{step.request.described()}"


class OnSQLite:
    """Places for a run: the town is founded once in `folder`, and copied for each round."""

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str], None] = lambda _: None,
        *,
        kept: Path | None = None,
    ) -> None:
        """kept: where the town was founded already."""
        self.folder, self.kept = folder, kept or folder / "town"
        self.folder.mkdir(parents=True, exist_ok=True)
        if kept is None:
            self.found(tell)

    def found(self, tell: Callable[[str], None]) -> None:
        """Found it, the same town each time."""
        self.kept.mkdir(parents=True)
        with repeatable("the town"), Time():
            found(self.kept, f"sqlite:///{self.kept / 'deliberation.sqlite3'}", tell)

    def __call__(self, number: int) -> tuple[Path, str]:
        """A fresh copy; the one before is gone."""
        target = self.folder / f"round-{number}"
        for old in self.folder.glob("round-*"):
            shutil.rmtree(old, ignore_errors=True)
        shutil.copytree(self.kept, target)
        return target, f"sqlite:///{target / 'deliberation.sqlite3'}"


class OnPostgres:
    """The same on a private PostgreSQL cluster."""

    def __init__(
        self, folder: Path, cluster: Any, tell: Callable[[str], None] = lambda _: None
    ) -> None:
        self.folder, self.cluster = folder / "town", cluster
        self.folder.mkdir(parents=True)
        self.kept, self.last = cluster.create(), None
        with repeatable("the town"), Time():
            found(self.folder, cluster.url(self.kept), tell)
        cluster.leave(self.kept)

    def __call__(self, number: int) -> tuple[Path, str]:
        """A fresh copy; the one before is gone."""
        if self.last:
            self.cluster.drop(self.last)
        self.last = self.cluster.create(self.kept)
        return self.folder, self.cluster.url(self.last)


def scratch() -> Path:
    """A folder of its own."""
    return Path(tempfile.mkdtemp(prefix="deliberation-fuzz-"))
