"""What stands in no fact and still must be as it was made: the triggers that guard the log, and the
index of the search. Called by `verify`.
"""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, select, text

from deliberation.record.migrations import r0001_guards
from deliberation.record.tables import search_piece
from deliberation.record.write.search_index import Texts

from .summary import Wrong

_TRIGGERS = {
    "sqlite": text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"),
    "postgresql": text(
        "SELECT tgname, CASE WHEN tgenabled IN ('O', 'A') THEN pg_get_triggerdef(oid, true) "
        "ELSE 'disabled' END FROM pg_trigger WHERE NOT tgisinternal"
    ),
}
_FUNCTIONS = text(
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
)
_NAMED = re.compile(r"CREATE (?:TRIGGER|FUNCTION) (\w+)")


def check_guards(conn: Connection) -> None:
    """Raises Wrong where a trigger, or the function behind it, is not as the migration made it, or
    is turned off.
    """
    made = dict(_made(conn.dialect.name))
    there = {name: _plain(said) for name, said in conn.execute(_TRIGGERS[conn.dialect.name])}
    if conn.dialect.name == "postgresql":
        there |= {name: _plain(said) for name, said in conn.execute(_FUNCTIONS) if name in made}
    for name in sorted(made.keys() | there.keys()):
        if made.get(name) != there.get(name):
            raise Wrong(f"the guard {name} of the log is {_how(made, there, name)}")


def _how(made: dict[str, str], there: dict[str, str], name: str) -> str:
    if name not in there:
        return "missing"
    return "none of ours" if name not in made else "not as it was made, or turned off"


def _made(dialect: str) -> Iterator[tuple[str, str]]:
    """Of every guard its name, and how the database says it back: a function by its body."""
    for statement in r0001_guards.statements(dialect):
        named = _NAMED.match(statement)
        assert named is not None, statement
        yield named[1], _plain(statement.split("$$")[1] if "$$" in statement else statement)


def _plain(said: str) -> str:
    return " ".join(said.split())


def check_search(conn: Connection, community: str, slug: str, texts: Texts) -> None:
    """Raises Wrong where the search would find a public text it should not, or miss one."""
    t = search_piece
    rows = conn.execute(select(t.c.subject_id, t.c.piece).where(t.c.community_id == community))
    there: dict[str, set[str]] = {}
    for proposal, piece in rows:
        there.setdefault(proposal, set()).add(piece)
    for proposal, made in texts.pieces.items():
        if there.pop(proposal, set()) != made:
            raise Wrong(f"{slug}: the search does not find {proposal} by its text")
    if there:
        raise Wrong(f"{slug}: the search finds {min(there)}, which is nowhere")
