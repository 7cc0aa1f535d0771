"""Writing facts: the counter, the headers, the bodies, the tree.

Called by `perform` inside its transaction, after apply.

A header is the exact bytes hashed into the tree; it holds ids and digests only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from deliberation.charter.facts import Fact, write_time
from deliberation.record.engines import together
from deliberation.record.prepared import change, first, insert_rows
from deliberation.record.tables import fact, fact_body, log_head, tree_node

from . import canonical
from .merkle import Frontier, leaf_hash

# The time of an act is read under its subject's lock and its position given later: neighbours may
# stand the wrong way round by moments.
BEHIND = timedelta(seconds=30)


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
    act: dict[str, Any] = {
        "id": attempt.act_id,
        "name": attempt.name,
        "role": attempt.role,
        "via": attempt.via,
        "by": attempt.person,
    }
    if first:
        act["mac"] = attempt.mac
    return canonical.encode(
        {
            "format": 1,
            "community": community,
            "position": position,
            "fact": fact_id,
            "at": write_time(at),
            "kind": f.kind,
            "version": f.version,
            "proposal": f.proposal,
            "act": act,
            "bodies": digests,
        }
    )


def append(
    conn: Connection,
    community: str,
    facts: Sequence[tuple[str, Fact]],
    at: datetime,
    attempt: Attempt,
) -> list[Written]:
    """Advance the counter under its own lock and store the facts. Returns them with positions and
    leaf hashes.

    Raises Behind where the log already holds a fact of more than BEHIND later."""
    head = first(conn, log_head, "size", "frontier", "at", lock="row", community_id=community)
    if head is None:
        head_size, frontier, latest = 0, Frontier(), at
        insert_rows(
            conn, log_head, [{"community_id": community, "size": 0, "frontier": b"", "at": at}]
        )
    else:
        head_size, frontier = head.size, Frontier.from_bytes(bytes(head.frontier), head.size)
        latest = max(at, head.at or at)
        if at < latest - BEHIND:
            raise Behind(latest - at)
    rows, bodies, written = [], [], []
    for offset, (fact_id, f) in enumerate(facts):
        position = head_size + offset
        digests = {}
        for part, values in f.parts().items():
            body, salt = canonical.encode(values), canonical.new_salt()
            digests[part] = canonical.salted_digest(salt, body)
            bodies.append(
                {
                    "community_id": community,
                    "position": position,
                    "part": part,
                    "salt": salt,
                    "body": body,
                }
            )
        data = header(community, position, fact_id, at, f, attempt, offset == 0, digests)
        rows.append(
            {
                "community_id": community,
                "position": position,
                "fact_id": fact_id,
                "kind": f.kind,
                "proposal_id": f.proposal,
                "act_id": attempt.act_id,
                "at": at,
                "header": data,
            }
        )
        written.append(Written(position, fact_id, f.kind, leaf_hash(data)))
    nodes = frontier.append_many(w.leaf for w in written)
    with together(conn):
        change(
            conn,
            log_head,
            {"community_id": community},
            {"size": frontier.size, "frontier": frontier.to_bytes(), "at": latest},
        )
        insert_rows(conn, fact, rows)
        insert_rows(conn, fact_body, bodies)
        insert_rows(
            conn,
            tree_node,
            [
                {"community_id": community, "level": level, "idx": i, "hash": value}
                for level, i, value in nodes
            ],
        )
    return written
