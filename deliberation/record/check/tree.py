"""The log of a community checked against itself: headers against columns, bodies against digests
and erasures, nodes against the tree, the head against the frontier. Called by `verify`.
"""

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.charter.facts import write_time
from deliberation.charter.facts.people import people
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.log.merkle import Frontier, leaf_hash
from deliberation.record.types import octets

from .replay import Stored, stored_facts
from .summary import Summary, Wrong

AT_ONCE = 4096  # leaves appended together
# A fact's id and the part of it that is gone → the fact's position.
Erased = dict[tuple[str, str], int]
# The same as erasures name it → the position of the erasure.
Named = dict[tuple[str, str], int]


def check_tree(conn: Connection, community: str, summary: Summary) -> None:
    """Raises Wrong with the first difference; writes what it found into the summary."""
    with _unswept():
        _check_tree(conn, community, summary)


@contextmanager
def _unswept() -> Iterator[None]:
    """Nothing here refers to itself: looking for what does, among thousands of rows at a time, is a
    sixth of the work.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _check_tree(conn: Connection, community: str, summary: Summary) -> None:
    frontier = Frontier()
    erased: Erased = {}
    named: Named = {}
    leaves: list[bytes] = []
    latest: datetime | None = None
    for stored in stored_facts(conn, community):
        _check_stored(stored, community, summary, erased, named)
        leaves.append(leaf_hash(stored.header))
        latest = max(stored.at, latest or stored.at)
        if len(leaves) >= AT_ONCE:
            _nodes(conn, community, frontier.append_many(leaves), summary)
            leaves = []
    _nodes(conn, community, frontier.append_many(leaves), summary)
    _surplus(conn, community, summary)
    _unnamed(erased, named, summary.slug)
    _back_again(erased, named, summary.slug)
    _head(conn, community, frontier, latest, summary.slug)
    summary.erased, summary.root = len(erased), frontier.root().hex()


def _check_stored(
    stored: Stored, community: str, summary: Summary, erased: Erased, named: Named
) -> None:
    """One fact: none before it is missing, its header and its bodies are whole. Notes which of its
    parts are gone, and which part it says was erased.
    """
    if stored.position != summary.facts:
        raise Wrong(f"{summary.slug}: fact {summary.facts} is missing")
    head = _header(stored, community, summary.slug)
    _bodies(stored, head, summary.slug, erased)
    if stored.kind == people.BodyErased.kind and (opened := stored.bodies.get("public")):
        named[_erasure(opened[1], stored.position, summary.slug)] = stored.position
    summary.facts += 1


def _back_again(erased: Erased, named: Named, slug: str) -> None:
    """What was erased is gone, and stays so: words put back are as bad as words taken."""
    for (fact, part), position in named.items():
        if (fact, part) not in erased:
            raise Wrong(
                f"{slug}: fact {position}: it erased the {part} body of {fact}, which is there, or "
                "never was"
            )


def _unnamed(erased: Erased, named: Named, slug: str) -> None:
    for (fact, part), position in erased.items():
        if (fact, part) not in named:
            raise Wrong(f"{slug}: fact {position}: its {part} body is gone, and no erasure says so")


def _head(
    conn: Connection, community: str, frontier: Frontier, latest: datetime | None, slug: str
) -> None:
    t = tables.log_head
    row = conn.execute(select(t).where(t.c.community_id == community)).first()
    if row is None or row.size != frontier.size or octets(row.frontier) != frontier.to_bytes():
        raise Wrong(
            f"{slug}: the head of the log says size {row.size if row else None}, the facts give "
            f"{frontier.size}"
        )
    if row.at != latest:
        raise Wrong(
            f"{slug}: the head of the log says its latest time is {row.at}, the facts give {latest}"
        )


def _header(stored: Stored, community: str, slug: str) -> dict[str, Any]:
    try:
        head: dict[str, Any] = canonical.decode(stored.header)
    except canonical.NotCanonical as error:
        raise Wrong(f"{slug}: fact {stored.position}: its header is {error}") from error
    try:
        said = _said_by(head)
        head["bodies"].keys()
    except (KeyError, TypeError, AttributeError) as error:
        # Canonical, yet nothing this program writes: somebody put other bytes there.
        raise Wrong(
            f"{slug}: fact {stored.position}: its header is not the header of a fact"
        ) from error
    columns = _in_columns(stored, community)
    if columns != said:
        raise Wrong(
            f"{slug}: fact {stored.position}: its header says {said[1:]}, its row {columns[1:]}"
        )
    return head


def _said_by(head: Any) -> tuple[Any, ...]:
    about = head["subject"] or {"type": None, "id": None}
    own = (head["community"], head["position"], head["fact"], head["kind"])
    return (*own, about["type"], about["id"], head["act"]["id"], head["at"])


def _in_columns(stored: Stored, community: str) -> tuple[Any, ...]:
    own = (community, stored.position, stored.fact_id, stored.kind)
    return (*own, stored.subject_type, stored.subject_id, stored.act_id, write_time(stored.at))


def _erasure(body: bytes, position: int, slug: str) -> tuple[str, str]:
    """Which part of which fact an erasure names."""
    try:
        said = canonical.read(body)
        return said["fact"], said["part"]
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong(f"{slug}: fact {position}: its public body names no erased part") from error


def _bodies(stored: Stored, head: dict[str, Any], slug: str, erased: Erased) -> None:
    digests, here = head["bodies"], f"{slug}: fact {stored.position}"
    if digests.keys() != stored.bodies.keys():
        raise Wrong(
            f"{here}: bodies {sorted(stored.bodies)} stored, {sorted(digests)} in the header"
        )
    for part, pair in stored.bodies.items():
        if pair is None:
            erased[stored.fact_id, part] = stored.position
        elif _digest(*pair) != digests[part]:
            raise Wrong(
                f"{here} ({stored.kind}): its {part} body does not match the digest in its header"
            )


def _digest(salt: bytes, body: bytes) -> str:
    return hashlib.sha256(b"deliberation/body/1\n" + salt + body).hexdigest()


def _nodes(
    conn: Connection, community: str, made: list[tuple[int, int, bytes]], summary: Summary
) -> None:
    """Compare the nodes just completed with the stored ones, level by level."""
    levels: dict[int, list[tuple[int, bytes]]] = {}
    for level, index, value in made:
        levels.setdefault(level, []).append((index, value))
    for level, nodes in levels.items():
        stored = _stored_nodes(conn, community, level, nodes[0][0], nodes[-1][0])
        for index, value in nodes:
            if stored.get(index, b"") != value:
                what = (
                    f"fact {index}: its header does not match its leaf in the tree"
                    if level == 0
                    else "it does not follow from the nodes below"
                )
                raise Wrong(f"{summary.slug}: tree node level {level} index {index}: {what}")


def _surplus(conn: Connection, community: str, summary: Summary) -> None:
    """A node that no fact made: whoever asks for a proof would be given it."""
    t = tables.tree_node
    rows = conn.execute(
        select(t.c.level, func.count(), func.max(t.c.idx))
        .where(t.c.community_id == community)
        .group_by(t.c.level)
        .order_by(t.c.level)
    )
    for level, number, last in rows:
        made = summary.facts >> level
        if (number, last) != (made, made - 1):
            raise Wrong(
                f"{summary.slug}: tree node level {level} index {last}: the facts make {made} nodes"
                f" of this level, and {number} are stored"
            )


def _stored_nodes(
    conn: Connection, community: str, level: int, first: int, last: int
) -> dict[int, bytes]:
    t = tables.tree_node
    rows = conn.execute(
        select(t.c.idx, t.c.hash).where(
            t.c.community_id == community, t.c.level == level, t.c.idx.between(first, last)
        )
    )
    return {index: octets(value) for index, value in rows.all()}
