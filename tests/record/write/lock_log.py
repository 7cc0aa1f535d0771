"""The order in which one write transaction takes its locks and writes, read off the statements the
write engine really runs.

Called by test_lock_order and by every sequence of random play. The order is DESIGN 1's: lock the
case (proposals by id), its counters, the community; decide; apply; then the log's head, the head's
new value, facts, bodies, tree; commit.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.record.engines import Engines
from deliberation.record.write import locks

LOG = ("log_head", "fact", "fact_body", "tree_node")
LOCKED = (
    "subject",
    "comment",
    "proposal_count",
    "civic_lock",
    "person",  # whom the facts name: an erasure of theirs waits, or is waited for
    "log_head",
)  # in this order and no other
HOW = {"shared": "FOR SHARE", "exclusive": "FOR NO KEY UPDATE", "community": "FOR NO KEY UPDATE"}
_VERB = re.compile(
    r"\s*(?:WITH .*?\)\s*)?(INSERT INTO|UPDATE|DELETE FROM|SELECT)\b(?:\s+(\w+))?", re.S
)
_FROM = re.compile(r"\bFROM (\w+)")
_CLAUSE = re.compile(r"FOR (?:NO KEY UPDATE|SHARE|UPDATE)$")


@dataclass
class Statement:
    verb: str
    table: str
    lock: str
    values: list[Any]


@dataclass
class Transaction:
    """One transaction: the act it was for, its statements in order, and whether it was
    committed.
    """

    act: Act | None = None
    statements: list[Statement] = field(default_factory=list)
    committed: bool = False

    def wrong(self) -> list[str]:
        """Everything out of order."""
        return [f"{self.act.name if self.act else '?'}: {what}" for what in self._wrong()]

    def _wrong(self) -> Iterator[str]:
        if self.act is None or self.act.name is ActName.create_community:
            return
        locks = [s for s in self.statements if s.lock]
        ranks = [LOCKED.index(s.table) for s in locks]
        if ranks != sorted(ranks):
            yield f"locks {[s.table for s in locks]}"
        yield from self._case_first(self.act, locks)
        if self.committed:
            yield from self._log_last()

    def _case_first(self, act: Act, locks: list[Statement]) -> Iterator[str]:
        wanted = (
            sorted({i for i in (act.subject_id, *act.others()) if i})
            if act.lock != "community"
            else []
        )
        cases = [s for s in locks if s.table == "subject"]
        if wanted and (not self.statements or self.statements[0] not in cases):
            yield f"begins with {self.statements[0] if self.statements else 'nothing'}"
        named = [i for s in cases for i in s.values if i in wanted]
        least = len(cases)
        if act.of is None:  # of any type: first the subject, then with the row of its type
            named = list(dict.fromkeys(named))
            least = len(named)
        if named != wanted[:least] or len(cases) < bool(wanted):
            yield f"locks {[s.values for s in cases]}, wanted {wanted}"
        if any(s.lock != HOW[act.lock] for s in cases):
            yield f"{[s.lock for s in cases]} for a lock that is {act.lock}"
        if self.committed and (act.lock == "community" or act.numbers) != any(
            s.table == "civic_lock" for s in locks
        ):
            yield "the community's lock is taken, or missing"

    def _log_last(self) -> Iterator[str]:
        order = [(s.verb, s.table) for s in self.statements]
        heads = [i for i, s in enumerate(self.statements) if s.table == "log_head" and s.lock]
        if len(heads) != 1:
            yield f"the head of the log is locked {len(heads)} times"
            return
        before, after = order[: heads[0]], list(order[heads[0] + 1 :])
        if any(table in LOG for verb, table in before if verb != "SELECT"):
            yield "the log is written before its head is locked"
        late = [(verb, table) for verb, table in after if table not in LOG]
        if late:
            yield f"{late} after the log's head"
        if not any(verb != "SELECT" for verb, _ in before):
            yield "nothing is applied before the log"
        if [t for v, t in after if v == "INSERT INTO"] != [
            "fact",
            "fact_body",
            "tree_node",
        ] or after[:1] != [("UPDATE", "log_head")]:
            yield f"the log is written as {after}"


class LockLog:
    """Follows the write engine between `with` and its end; `taken()` gives the transactions since
    it was last asked.
    """

    def __init__(self, engines: Engines) -> None:
        self.engine = engines._write
        self._done: list[Transaction] = []
        self._here = threading.local()  # a transaction belongs to its thread
        self._here.open = Transaction()
        self._lock = locks.lock

    def __enter__(self) -> LockLog:
        event.listen(self.engine, "begin", self._begin)
        event.listen(self.engine, "commit", self._commit)
        event.listen(self.engine, "rollback", self._rollback)
        event.listen(self.engine, "before_cursor_execute", self._statement)
        locks.lock = self._noting_the_act  # perform looks it up there
        return self

    def __exit__(self, *_: object) -> None:
        locks.lock = self._lock
        event.remove(self.engine, "begin", self._begin)
        event.remove(self.engine, "commit", self._commit)
        event.remove(self.engine, "rollback", self._rollback)
        event.remove(self.engine, "before_cursor_execute", self._statement)

    def taken(self) -> list[Transaction]:
        done, self._done = self._done, []
        return done

    def _noting_the_act(self, conn: Any, community: str, act: Act, me: str | None) -> Any:
        self._here.open.act = act
        return self._lock(conn, community, act, me)

    def _begin(self, _conn: Any) -> None:
        self._here.open = Transaction()

    def _commit(self, _conn: Any) -> None:
        self._here.open.committed = True
        self._done.append(self._here.open)

    def _rollback(self, _conn: Any) -> None:
        self._done.append(self._here.open)

    def _statement(
        self, _conn: Any, _cursor: Any, statement: str, parameters: Any, context: Any, _many: bool
    ) -> None:
        found = _VERB.match(statement)
        if found is None or context.compiled is None:  # BEGIN
            return
        verb, table = found.groups()
        if verb == "SELECT":
            source = _FROM.search(statement)
            table = source.group(1) if source else ""
        first = parameters[0] if isinstance(parameters, list) and parameters else parameters
        values = list(first.values() if isinstance(first, dict) else first or ())
        self._here.open.statements.append(
            Statement(verb, table, _clause(statement, context), values)
        )


def _clause(statement: str, context: Any) -> str:
    """The lock a select asks for: from its text on PostgreSQL; SQLite has no such clause, so there
    from the statement that was built.
    """
    if context.dialect.name == "postgresql":
        found = _CLAUSE.search(statement.strip())
        return found.group(0) if found else ""
    wanted = getattr(context.compiled.statement, "_for_update_arg", None)
    if wanted is None:
        return ""
    return "FOR SHARE" if wanted.read else "FOR NO KEY UPDATE" if wanted.key_share else "FOR UPDATE"
