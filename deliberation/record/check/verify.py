"""`deliberation verify`: the tree, every digest, every civic row and every count, checked again
from the log alone.

Names the first thing that is wrong: which fact, body, tree node or row, and how.
"""

from time import perf_counter

from sqlalchemy import Connection, select

from deliberation.charter.facts.proposal import draws
from deliberation.record import tables
from deliberation.record.applying import apply
from deliberation.record.applying.changes import Memory
from deliberation.record.engines import Engines
from deliberation.record.log import canonical

from .counts import COUNTED, Counts
from .drawn import Lists
from .replay import differences, read, stored_facts
from .summary import Summary, Wrong
from .tree import check_tree

__all__ = ["Summary", "Wrong", "communities", "verify"]


def verify(engines: Engines, slug: str | None = None) -> list[Summary]:
    """Check one community or all: every one of which any table knows, not only those that still
    have their row.

    Raises Wrong with the first difference. An empty list: there was nothing to check."""
    with engines.snapshot() as conn:
        found = [(i, name) for i, name in communities(conn) if slug in (None, name)]
        return [_verify_one(conn, community, name) for community, name in found]


def communities(conn: Connection) -> list[tuple[str, str]]:
    """(id, short name, or the id where there is none) of everything in the log or in any table made
    from it."""
    c = tables.community.c
    names = {r.community_id: r.slug for r in conn.execute(select(c.community_id, c.slug))}
    for table in (tables.log_head, tables.fact, tables.fact_body, tables.tree_node, *tables.CIVIC):
        for ident in conn.execute(select(table.c.community_id).distinct()).scalars():
            names.setdefault(ident, ident)
    return sorted(names.items(), key=lambda item: item[1])


def _verify_one(conn: Connection, community: str, slug: str) -> Summary:
    summary = Summary(slug)
    begun = perf_counter()
    check_tree(conn, community, summary)
    summary.seconds["tree"] = perf_counter() - begun
    begun = perf_counter()
    memory = _replay(conn, community, summary)
    for table, key, what in differences(conn, community, memory):
        named = ", ".join(f"{k}={v}" for k, v in key.items() if k != "community_id")
        raise Wrong(f"{slug}: table {table}, row {named or community}: {what}")
    summary.rows = sum(len(rows) for rows in memory.tables.values())
    summary.seconds["replay"] = perf_counter() - begun
    return summary


def _replay(conn: Connection, community: str, summary: Summary) -> Memory:
    """Apply every fact in memory; redo every count and open every disclosed ballot on the way."""
    memory, lists = Memory(), Lists()
    counts = Counts(memory, community)
    for stored in stored_facts(conn, community):
        head = canonical.read(stored.header)
        try:
            fact, header = read(stored, head)
            counts.check(fact, head)
            if isinstance(fact, draws.DrawAnnounced):
                lists.check(fact)
            lists.enter(stored)
            memory.apply(apply(fact, header))
        except (KeyError, ValueError, TypeError) as error:
            raise Wrong(
                f"{summary.slug}: fact {stored.position} ({stored.kind}) cannot be replayed: "
                f"{error}"
            ) from error
        summary.votes += isinstance(fact, COUNTED)
    return memory
