"""The public record as a tree of hashes: its head, proofs, signed checkpoint and tiles."""

from typing import Any

from sqlalchemy import select

from deliberation.record import tables
from deliberation.record.log import checkpoint, merkle, tiles


def nodes_of(s: Any, community: str) -> merkle.Read:
    """Reads stored nodes of the tree, for a proof or an old root."""
    t = tables.tree_node

    def read(nodes: list[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        found: dict[tuple[int, int], bytes] = {}
        for level in {level for level, _ in nodes}:
            wanted = [i for lv, i in nodes if lv == level]
            for i, value in s.execute(
                select(t.c.idx, t.c.hash).where(
                    t.c.community_id == community, t.c.level == level, t.c.idx.in_(wanted)
                )
            ):
                found[level, i] = bytes(value)
        return found

    return read


def head(s: Any, community: str) -> tuple[int, bytes]:
    """Size and root of the log."""
    r = s.execute(
        select(tables.log_head).where(tables.log_head.c.community_id == community)
    ).first()
    if r is None:
        return 0, merkle.EMPTY_ROOT
    return r.size, merkle.Frontier.from_bytes(bytes(r.frontier), r.size).root()


def inclusion(s: Any, community: str, position: int) -> dict[str, Any]:
    """A proof that the fact at `position` is in the log as it is now; checked before it is given
    out.
    """
    size, root = head(s, community)
    proof = merkle.inclusion_proof(position, size, nodes_of(s, community))
    leaf = nodes_of(s, community)([(0, position)])[0, position]
    return {
        "size": size,
        "root": root.hex(),
        "leaf": leaf.hex(),
        "path": [p.hex() for p in proof],
        "holds": merkle.verify_inclusion(leaf, position, size, proof, root),
    }


def signed_checkpoint(s: Any, community: str, origin: str, key: bytes) -> str:
    """The C2SP checkpoint of the log's head."""
    size, root = head(s, community)
    return checkpoint.sign(checkpoint.note_text(origin, size, root), origin, key)


def hash_tile(s: Any, community: str, level: int, path: str) -> bytes | None:
    """A tile of hashes, or None where the tree has not grown that far."""
    index, width = tiles.parse_index_path(path)
    size, _ = head(s, community)
    if tiles.available(size, level, index) < width:
        return None
    tree_level, first, end = tiles.node_range(level, index, width)
    t = tables.tree_node
    rows = s.execute(
        select(t.c.hash)
        .where(
            t.c.community_id == community, t.c.level == tree_level, t.c.idx >= first, t.c.idx < end
        )
        .order_by(t.c.idx)
    ).scalars()
    return b"".join(bytes(r) for r in rows)


def entry_tile(s: Any, community: str, path: str) -> bytes | None:
    """A bundle of headers, or None."""
    index, width = tiles.parse_index_path(path)
    size, _ = head(s, community)
    if tiles.available(size, 0, index) < width:
        return None
    f = tables.fact
    rows = s.execute(
        select(f.c.header)
        .where(
            f.c.community_id == community,
            f.c.position >= index * tiles.WIDTH,
            f.c.position < index * tiles.WIDTH + width,
        )
        .order_by(f.c.position)
    ).scalars()
    return tiles.entry_bundle([bytes(r) for r in rows])
