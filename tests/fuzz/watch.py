"""What must hold after every request: no 5xx, nothing written by a refusal, no mark of ours as
markup, no way off the site.

The journal hears every statement that writes, on both databases; on SQLite the file itself says
whether the journal missed one.
"""

import logging
import re
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, event

from deliberation.record.engines import Engines
from deliberation.record.private.tables import PRIVATE_TABLES

from .pages import let_through, says_wrong
from .wire import Answer, Request

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I)
# What a refusal may leave: that it was tried, that the reader is awake, and the form they had
# typed.
# decoded: what a picture cost is counted whatever becomes of its form
TRIES = {"attempt", "audit", "account_session", "carried_form", "handing", "decoded"}
# A code that was right is used up, whatever becomes of the act it came with; the session is then
# good for another try.
SPENT = {"factor", "recovery_code"}
SLOW = 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be. `sign`: the same for findings that are one."""

    kind: str
    sign: str
    text: str


class Journal:
    """Which tables were written since the last look, in transactions that were committed."""

    def __init__(self, engines: Engines) -> None:
        self.engine: Engine = engines._write
        self._open: dict[int, set[str]] = {}
        self.written: set[str] = set()
        self._file = self._version = None
        if engines.dialect == "sqlite":
            path = str(self.engine.url.database)
            self._file = sqlite3.connect(path, check_same_thread=False)
            self._version = self._now()

    @contextmanager
    def listening(self) -> Iterator["Journal"]:
        """Hear the write engine of a town."""
        heard = [
            ("after_cursor_execute", self._executed),
            ("commit", self._committed),
            ("rollback", lambda conn: self._open.pop(id(conn), None)),
        ]
        for name, listener in heard:
            event.listen(self.engine, name, listener)
        try:
            yield self
        finally:
            for name, listener in heard:
                event.remove(self.engine, name, listener)
            if self._file is not None:
                self._file.close()

    def _executed(self, conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        found = _WRITES.match(statement)
        if found and cursor.rowcount != 0:
            self._open.setdefault(id(conn), set()).add(found[1].lower())

    def _committed(self, conn: Any) -> None:
        self.written |= self._open.pop(id(conn), set())

    def _now(self) -> int:
        return self._file.execute("PRAGMA data_version").fetchone()[0]

    def taken(self) -> tuple[set[str], bool]:
        """What was written, and whether the file changed with nothing heard; begins anew."""
        found, self.written = self.written, set()
        if self._file is None:
            return found, False
        before, self._version = self._version, self._now()
        return found, before != self._version and not found


class Crashes(logging.Handler):
    """The tracebacks the application logs when it answers 500."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = self.sign = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the newest."""
        if record.exc_info and record.exc_info[1] is not None:
            self.note(record.exc_info[1])

    def note(self, error: BaseException) -> None:
        """Keep an error with where in our own code it was raised."""
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if "/deliberation/" in f.filename or "/templates/" in f.filename]
        at = ours[-1] if ours else frames[-1]
        where = f"{Path(at.filename).name}:{at.name}"
        self.sign = f"{type(error).__name__} {where}"
        self.last = "".join(traceback.format_exception(error))[-6000:]

    def taken(self) -> tuple[str, str]:
        """Sign and traceback of the newest; begins anew."""
        found, self.last, self.sign = (self.sign, self.last), "", ""
        return found


@dataclass
class Watch:
    """Looks at every answer. `printing`: endpoints whose POST answers with a page and has written
    all the same, reviewed by hand.
    """

    journal: Journal
    crashes: Crashes
    printing: frozenset[str] = frozenset()
    found: list[Finding] = field(default_factory=list)

    def look(self, request: Request, answer: Answer, rule: str) -> list[Finding]:
        """Everything wrong about one answer."""
        written, unheard = self.journal.taken()
        sign, trace = self.crashes.taken()
        wrong = []
        if answer.status >= 500:
            wrong.append(Finding("5xx", sign or f"{answer.status} {rule}", trace))
        if unheard:
            wrong.append(Finding("unheard", rule, "the file changed and no statement was heard"))
        wrong += self._traces(request, answer, rule, written)
        wrong += _markup(answer, rule) + _away(request, answer, rule)
        return wrong

    def _traces(
        self, request: Request, answer: Answer, rule: str, written: set[str]
    ) -> list[Finding]:
        shown = answer.status == 200 and request.method == "POST" and rule not in self.printing
        refused = answer.status >= 400 or (shown and says_wrong(answer.html))
        if refused:
            spent = SPENT if b"factor_code" in request.body else set()
            left, what = written - TRIES - spent, "a refusal"
        elif request.method != "POST":
            left, what = written - PRIVATE_TABLES, "a look"
        elif shown:
            left, what = written - PRIVATE_TABLES, "a page in between"
        else:
            return []
        if not left:
            return []
        names = ", ".join(sorted(left)[:12])
        return [Finding("trace", f"{rule} {answer.status}", f"{what} wrote to {names}")]


def _markup(answer: Answer, rule: str) -> list[Finding]:
    place = let_through(answer.html)
    return [Finding("markup", rule, f"typed text became markup: {place}")] if place else []


def _away(request: Request, answer: Answer, rule: str) -> list[Finding]:
    """A redirection to a host that was not asked."""
    to = urlsplit(answer.location) if answer.location.isprintable() else None
    asked = {k.lower(): v for k, v in request.headers}.get("host", "localhost")
    if not answer.location or (to is not None and to.netloc in ("", asked, "localhost")):
        if not answer.location.startswith(("//", "/\\")):
            return []
    return [Finding("away", rule, f"leads to {answer.location[:300]!r}")]
