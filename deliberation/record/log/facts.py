"""Writing facts: the counter, the headers, the bodies, the tree.

Called by `perform` inside its transaction, after apply.

A header is the exact bytes hashed into the tree; it holds ids and digests only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from deliberation.charter.facts import Fact, write_time
from deliberation.charter.facts.naming import PEOPLE
from deliberation.record.engines import together
from deliberation.record.prepared import change, first, insert_rows
from deliberation.record.tables import fact, fact_body, log_head, tree_node

from . import canonical
from .merkle import Frontier, leaf_hash

# The time of an act is read under its subject's lock and its position given later: neighbours may
# stand the wrong way round by moments.
BEHIND = timedelta(seconds=30)
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Named:
    """A fact as the log keeps it: people are handles in it. people: whom those mean that name an
    entry of the roster, which stands in its private part.
    """

    fact_id: str
    fact: Fact
    people: Mapping[str, str]

    def parts(self) -> dict[str, dict[str, Any]]:
        """Its non-empty parts, as `Fact.parts` gives them."""
        found = self.fact.parts()
        if self.people:
            found.setdefault("private", {})[PEOPLE] = dict(self.people)
        return found


class Behind(Exception):
    """The time of these facts lies so far (`by`) before that of the last one; nothing was
    written."""

    def __init__(self, by: timedelta) -> None:
        super().__init__(str(by))
        self.by = by


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which act the facts belong to: its id, name, actor, the role acted in, and the keyed digest
    of its content.
    """

    act_id: str
    name: str
    person: str | None
    role: str
    via: str
    mac: str


@dataclass(frozen=True, slots=True)
class Written:
    """One fact as stored."""

    position: int
    fact_id: str
    kind: str
    leaf: bytes


def header(
    community: str,
    position: int,
    fact_id: str,
    at: datetime,
    f: Fact,
    attempt: Attempt,
    first: bool,
    digests: dict[str, str],
) -> bytes:
    """The canonical bytes of a header, format 1."""
    return canonical.encode(
        {
            "format": 1,
            "community": community,
            "position": position,
            "fact": fact_id,
            "at": write_time(at),
            "kind": f.kind,
            "version": f.version,
            "subject": f.subject.plain() if f.subject else None,
            "act": _act(attempt, with_mac=first),
            "bodies": digests,
        }
    )


def _act(attempt: Attempt, *, with_mac: bool) -> dict[str, Any]:
    """What a header says of its act; the first fact of an act also carries the keyed digest."""
    act = {
        "id": attempt.act_id,
        "name": attempt.name,
        "role": attempt.role,
        "via": attempt.via,
        "by": attempt.person,
    }
    return {**act, "mac": attempt.mac} if with_mac else act


def append(
    conn: Connection,
    community: str,
    acts: Sequence[tuple[Sequence[Named], Attempt]],
    at: datetime,
) -> list[list[Written]]:
    """Advance the counter under its own lock and store the facts of each act. Returns them, act by
    act, with positions and leaf hashes.

    Raises Behind where the log already holds a fact of more than BEHIND later."""
    frontier, latest = _head(conn, community, at)
    rows: Rows = []
    bodies: Rows = []
    written: list[list[Written]] = []
    for facts, attempt in acts:
        mine, parts = _rows(community, frontier.size + len(rows), facts, at, attempt)
        rows, bodies = rows + mine, bodies + parts
        written.append([_written(r) for r in mine])
    nodes = frontier.append_many(w.leaf for of_act in written for w in of_act)
    with together(conn):
        _advance(conn, community, frontier, latest)
        insert_rows(conn, fact, rows)
        insert_rows(conn, fact_body, bodies)
        insert_rows(conn, tree_node, _node_rows(community, nodes))
    return written


def _written(row: dict[str, Any]) -> Written:
    return Written(row["position"], row["fact_id"], row["kind"], leaf_hash(row["header"]))


def _head(conn: Connection, community: str, at: datetime) -> tuple[Frontier, datetime]:
    """Where the log ends, locked, and its latest time with `at` in it; begun if there is none."""
    head = first(conn, log_head, "size", "frontier", "at", lock="row", community_id=community)
    if head is None:
        begun = {"community_id": community, "size": 0, "frontier": b"", "at": at}
        insert_rows(conn, log_head, [begun])
        return Frontier(), at
    latest = max(at, head.at or at)
    if at < latest - BEHIND:
        raise Behind(latest - at)
    return Frontier.from_bytes(bytes(head.frontier), head.size), latest


def _rows(
    community: str, start: int, facts: Sequence[Named], at: datetime, attempt: Attempt
) -> tuple[Rows, Rows]:
    """The facts and their bodies as the two tables hold them, from position `start`."""
    rows: Rows = []
    bodies: Rows = []
    for position, named in enumerate(facts, start):
        fact_id, f = named.fact_id, named.fact
        mine, digests = _bodies(community, position, named)
        bodies += mine
        row = {"community_id": community, "position": position, "fact_id": fact_id}
        row |= {"kind": f.kind, "subject_id": f.subject_id}
        row |= {"subject_type": f.subject.type.value if f.subject else None}
        row |= {"act_id": attempt.act_id, "at": at}
        data = header(community, position, fact_id, at, f, attempt, position == start, digests)
        rows.append({**row, "header": data})
    return rows, bodies


def _bodies(community: str, position: int, f: Named) -> tuple[Rows, dict[str, str]]:
    """A fact's bodies as rows, each with a salt of its own, and the digests for its header."""
    rows: Rows = []
    digests: dict[str, str] = {}
    for part, values in f.parts().items():
        body, salt = canonical.encode(values), canonical.new_salt()
        digests[part] = canonical.salted_digest(salt, body)
        row = {"community_id": community, "position": position, "part": part}
        rows.append({**row, "salt": salt, "body": body})
    return rows, digests


def _advance(conn: Connection, community: str, frontier: Frontier, latest: datetime) -> None:
    values = {"size": frontier.size, "frontier": frontier.to_bytes(), "at": latest}
    change(conn, log_head, {"community_id": community}, values)


def _node_rows(community: str, nodes: list[tuple[int, int, bytes]]) -> Rows:
    return [
        {"community_id": community, "level": level, "idx": index, "hash": value}
        for level, index, value in nodes
    ]
