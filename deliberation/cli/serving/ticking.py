"""The clock of the server: what is due, messages, and what is old enough to go, again and again."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from deliberation.config import from_environment

from . import alone

if TYPE_CHECKING:
    from collections.abc import Callable

    from deliberation.record.civic_time import Jump
    from deliberation.record.engines import Engines

TICK_SECONDS = 20
TELL_AGAIN = 3600
LOG = logging.getLogger(__name__)


def tick_for_ever(seconds: int = TICK_SECONDS, engines: Engines | None = None) -> None:
    """What is due, every so many seconds; an error is logged and tried again. `engines`: of the
    process, if it has them."""
    from deliberation.cli.instance import opened
    from deliberation.record import turn

    if engines is None:  # a process of its own
        alone.ends_with_its_master()
    turn.serves_no_pages()
    tell = _now_and_then()
    while True:
        try:
            engines = engines or opened()
            _tick(engines, tell)
        except Exception as error:
            _failed(error, seconds, tell)
        time.sleep(seconds)


def _failed(error: Exception, seconds: int, tell: Callable[[str], None]) -> None:
    from deliberation.record.unavailable import why

    word = why(error.__cause__ or error)
    if word is None:
        LOG.exception("tick")
    else:
        tell(f"tick: the database is {word}; tried again every {seconds} s")


def _now_and_then() -> Callable[[str], None]:
    """Logs the same trouble every hour, not three times a minute."""
    told: dict[str, float] = {}

    def tell(what: str) -> None:
        if time.monotonic() - told.get(what, -TELL_AGAIN) >= TELL_AGAIN:
            told[what] = time.monotonic()
            LOG.error(what)

    return tell


def _tick(engines: Engines, tell: Callable[[str], None]) -> None:
    from deliberation.record import civic_time

    found = civic_time.jump(engines)
    if found is not None:
        tell("\n".join(jump_in_words(engines, found)))
    tick_once(engines, due=found is None)


def tick_once(engines: Engines, *, due: bool = True) -> tuple[int, int]:
    """What is `due`, then who is to be told, and what has been kept long enough goes.

    → how many acts were done, how many messages written.
    """
    from deliberation.record import civic_time
    from deliberation.record.media import orphans, store
    from deliberation.record.tick import run_due

    done = 0
    if due:
        done = run_due(engines)
        civic_time.seen(engines)
    told = follow_all(engines)
    forget_old(engines)
    orphans.sweep_now_and_then(engines, store.current())
    return done, told


def jump_in_words(engines: Engines, jump: Jump) -> list[str]:
    """What a tick would do, and how a person lets it: plain lines for the terminal and the log."""
    from deliberation.record.tick import waiting

    found = waiting(engines)
    places = len({slug for slug, *_ in found})
    return [
        (
            f"the server's date is {jump.now:%Y-%m-%d %H:%M} UTC, {jump.days} days after it was "
            f"last known to be right ({jump.last:%Y-%m-%d %H:%M} UTC)"
        ),
        f"{sum(n for *_, n in found)} deadlines in {places} communities would be acted on:",
        *(f"  {slug}: {n} × {act}" for slug, act, n in found),
        "Nothing is done, and no act is taken. If the date is right: deliberation tick --confirm",
    ]


def forget_old(engines: Engines) -> int:
    """Rows of the audit log that are older than the setting keeps; → how many went."""
    from deliberation.record.private.audit import forget_old as forget

    return forget(from_environment().audit_days, engines)


def follow_all(engines: Engines) -> int:
    """Messages for every community about what is new in its log."""
    from deliberation.notices.reader import follow
    from deliberation.readings.community import listed

    with engines.read_connection() as conn:
        communities = listed(conn)
    return sum(follow(c.id, engines) for c in communities)
