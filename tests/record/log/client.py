"""What a client of the public log works out for itself: which tiles there are, what is in them, and
that a later tree only added leaves to an earlier one.

The product serves tiles and inclusion proofs; here they are read as an outsider would read them.
"""

import re
import struct
from collections.abc import Iterator

from deliberation.record.log.merkle import (
    EMPTY_ROOT,
    Read,
    _all_hashes,
    _hashes,
    _split,
    node_hash,
)
from deliberation.record.log.tiles import WIDTH, available, index_path, node_range, parse_index_path

HIGHEST_LEVEL = 63
_LEVEL = re.compile(r"(?:0|[1-9][0-9]?)\Z")


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """The proof that the tree of `new` leaves extends that of `old` (RFC 6962 §2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError("sizes out of order")
    if old in (0, new):
        return []
    ranges: list[tuple[int, int]] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start, whole = middle, False
    if not whole:
        ranges.append((start, end))
    return _hashes(ranges[::-1], read)


def verify_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: list[bytes]
) -> bool:
    """RFC 9162 §2.1.4.2: whether the second tree only added leaves to the first.

    An empty first tree has EMPTY_ROOT and nothing to prove.
    """
    if not 0 <= old <= new or not _all_hashes(old_root, new_root, *proof):
        return False
    if old == new:
        return old_root == new_root and not proof
    if old == 0:
        return old_root == EMPTY_ROOT and not proof
    if not proof:
        return False
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for step in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(step, first), node_hash(step, second)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == old_root and second == new_root


def tile_path(level: int | None, index: int, width: int = WIDTH) -> str:
    """The whole path of a tile of hashes, or of entries where `level` is None: tile/0/x001/234,
    tile/entries/000.p/7.
    """
    if level is not None and not 0 <= level <= HIGHEST_LEVEL:
        raise ValueError("no such level")
    return f"tile/{'entries' if level is None else level}/{index_path(index, width)}"


def parse_tile_path(path: str) -> tuple[int | None, int, int]:
    """(level, index, width) of a whole path, level None for entries; ValueError for any other
    spelling.
    """
    root, _, rest = path.partition("/")
    name, _, index_text = rest.partition("/")
    if root != "tile" or not (
        name == "entries" or _LEVEL.match(name) and int(name) <= HIGHEST_LEVEL
    ):
        raise ValueError("not a tile path")
    return (None if name == "entries" else int(name), *parse_index_path(index_text))


def tiles_for(size: int) -> Iterator[tuple[int, int, int]]:
    """(level, index, width) of every tile of hashes in a tree of `size` leaves, lowest level first;
    entries come as level 0 does.
    """
    level = 0
    while hashes := size >> (8 * level):
        for index in range(-(-hashes // WIDTH)):
            yield level, index, available(size, level, index)
        level += 1


def tile(level: int, index: int, width: int, read: Read) -> bytes:
    """The hashes of one tile, from one read of stored nodes.

    KeyError where the tree has not grown that far.
    """
    tree_level, first, end = node_range(level, index, width)
    nodes = [(tree_level, i) for i in range(first, end)]
    found = read(nodes)
    return b"".join(found[node] for node in nodes)


def parse_entry_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle; ValueError if it is cut short."""
    entries, at = [], 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("cut short")
        (length,) = struct.unpack_from(">H", data, at)
        entry = data[at + 2 : at + 2 + length]
        if len(entry) != length:
            raise ValueError("cut short")
        entries.append(entry)
        at += 2 + length
    return entries
