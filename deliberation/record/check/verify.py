"""`deliberation verify`: the tree, every digest, every act, every civic row and every count,
checked again from the log alone; and what guards the log, and searches it.

Names the first thing that is wrong: which fact, body, tree node or row, and how.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import draws
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Memory
from deliberation.record.engines import Engines
from deliberation.record.log import canonical
from deliberation.record.write.search_index import Texts

from . import settled
from .counts import COUNTED, Counts
from .derived import check_guards, check_search
from .drawn import Lists
from .judging.judge import Judge, NotAllowed
from .people import known
from .replay import Stored, differences, read, stored_facts
from .summary import Summary, Wrong
from .tree import check_tree

__all__ = ["Summary", "Wrong", "communities", "verify"]


def verify(engines: Engines, slug: str | None = None) -> list[Summary]:
    """Check one community or all: every one of which any table knows, not only those that still
    have their row.

    Raises Wrong with the first difference. An empty list: there was nothing to check."""
    with engines.snapshot() as conn:
        found = [(i, name) for i, name in communities(conn) if slug in (None, name)]
        summaries = [_verify_one(conn, community, name) for community, name in found]
        if summaries:
            check_guards(conn)
        return summaries


def communities(conn: Connection) -> list[tuple[str, str]]:
    """(id, short name, or the id where there is none) of everything in the log or in any table made
    from it."""
    c = tables.community.c
    names = {r.community_id: r.slug for r in conn.execute(select(c.community_id, c.slug))}
    log = (tables.log_head, tables.fact, tables.fact_body, tables.tree_node, tables.search_piece)
    for table in (*log, *tables.CIVIC):
        for ident in conn.execute(select(table.c.community_id).distinct()).scalars():
            names.setdefault(ident, ident)
    return sorted(names.items(), key=lambda item: item[1])


def _verify_one(conn: Connection, community: str, slug: str) -> Summary:
    summary = Summary(slug)
    begun = perf_counter()
    check_tree(conn, community, summary)
    summary.seconds["tree"] = perf_counter() - begun
    begun = perf_counter()
    replay = _replay(conn, community, summary)
    memory = replay.memory
    for table, key, what in differences(conn, community, memory, but={settled.TABLE.name}):
        raise _wrong(slug, table, key, what)
    check_search(conn, community, slug, replay.texts)
    summary.rows = sum(len(rows) for rows in memory.tables.values()) + replay.settled.rows
    summary.seconds["replay"] = perf_counter() - begun
    return summary


def _wrong(slug: str, table: str, key: dict[str, Any], what: str) -> Wrong:
    named = ", ".join(f"{k}={v}" for k, v in key.items() if k != "community_id")
    return Wrong(f"{slug}: table {table}, row {named or key['community_id']}: {what}")


def _replay(conn: Connection, community: str, summary: Summary) -> "_Replay":
    """Judge every act, apply every fact in memory; redo every count and open every disclosed ballot
    on the way.
    """
    replay = _Replay(conn, community, summary)
    for _, facts in groupby(stored_facts(conn, community), key=attrgetter("act_id")):
        replay.act([(stored, canonical.read(stored.header)) for stored in facts])
        replay.settle(replay.settled.soon())
    replay.settle(replay.settled.at_last())
    summary.acts = replay.judge.judged
    return replay


class _Replay:
    """The tables as the facts so far make them, and who looks at each fact before it is applied."""

    def __init__(self, conn: Connection, community: str, summary: Summary) -> None:
        self._people = known(conn, community)
        self._at: Stored  # what is looked at: of it is said what goes wrong
        self.memory, self.texts, self._summary = Memory(), Texts(), summary
        self.judge = Judge(self.memory, community)
        self.settled = settled.Settled(conn, community, self.memory)
        self._counts, self._lists = Counts(self.memory, community), Lists()

    def act(self, facts: list[tuple[Stored, dict[str, Any]]]) -> None:
        """The facts of one act, with their headers. Raises Wrong."""
        try:
            self._act(facts)
        except NotAllowed as error:
            raise Wrong(f"{self._which()} was not allowed: {error}") from error
        except (KeyError, ValueError, TypeError) as error:
            raise Wrong(f"{self._which()} cannot be replayed: {error}") from error

    def settle(self, differences: Iterable[settled.Difference]) -> None:
        """Raises Wrong for the first of these."""
        for key, what in differences:
            raise _wrong(self._summary.slug, settled.TABLE.name, key, what)

    def _which(self) -> str:
        return f"{self._summary.slug}: fact {self._at.position} ({self._at.kind})"

    def _act(self, facts: list[tuple[Stored, dict[str, Any]]]) -> None:
        made = [self._made(stored, head) for stored, head in facts]
        self._at = facts[0][0]
        self.judge.act([head for _, head in facts], [fact for fact, _ in made])
        for (stored, head), (fact, header) in zip(facts, made, strict=True):
            self._fact(stored, head, fact, header)

    def _made(self, stored: Stored, head: dict[str, Any]) -> tuple[Fact, Header]:
        """The fact with the people behind its handles, who are known from now on; in the header,
        too, who acted is no handle any more.
        """
        self._at = stored
        fact, header, hands = read(stored, head, self._people)
        self.memory.apply(hands)
        head["act"]["by"] = header.person
        return fact, header

    def _fact(self, stored: Stored, head: dict[str, Any], fact: Fact, header: Header) -> None:
        self._at = stored
        self.judge.fact(fact)
        self._counts.check(fact, head)
        if isinstance(fact, draws.DrawAnnounced):
            self._lists.check(fact)
        self._lists.enter(stored)
        self.memory.apply(apply(fact, header))
        self.texts.follow(fact)
        self._summary.votes += isinstance(fact, COUNTED)
