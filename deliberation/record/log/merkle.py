"""RFC 6962 Merkle trees over the headers: a frontier that grows, complete subtrees to store, proofs
in O(log n) rows.

Nodes are (level, index): level 0 are leaves, a node covers 2^level leaves. Called by log, verify,
tiles and the record page.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Node = tuple[int, int]
Read = Callable[[list[Node]], dict[Node, bytes]]


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 ‖ data), RFC 6962 §2.1."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


EMPTY_ROOT = hashlib.sha256(b"").digest()


@dataclass
class Frontier:
    """The right edge of a tree of `size` leaves: hashes of its complete subtrees, largest first."""

    size: int = 0
    edge: list[bytes] = field(default_factory=list)

    @classmethod
    def from_bytes(cls, blob: bytes, size: int) -> "Frontier":
        """The inverse of `to_bytes`; ValueError if it cannot belong to a tree of that size."""
        if size < 0 or len(blob) != 32 * size.bit_count():
            raise ValueError("frontier does not fit the size")
        return cls(size, [blob[i : i + 32] for i in range(0, len(blob), 32)])

    def to_bytes(self) -> bytes:
        return b"".join(self.edge)

    def append_many(self, leaves: Iterable[bytes]) -> list[tuple[int, int, bytes]]:
        """Add leaf hashes; returns every node completed by them, leaves included, for the caller to
        store.
        """
        made: list[tuple[int, int, bytes]] = []
        for leaf in leaves:
            level, index, value = 0, self.size, leaf
            made.append((0, index, value))
            self.edge.append(value)
            while index & 1:
                right = self.edge.pop()
                left = self.edge.pop()
                value = node_hash(left, right)
                level, index = level + 1, index >> 1
                made.append((level, index, value))
                self.edge.append(value)
            self.size += 1
        return made

    def root(self) -> bytes:
        """The tree head of RFC 6962 for this size."""
        if not self.edge:
            return EMPTY_ROOT
        value = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            value = node_hash(left, value)
        return value


def _cover(start: int, end: int) -> list[Node]:
    """The complete subtrees that make up leaves [start, end), largest first; the ranges of proofs
    begin at a multiple of the largest.
    """
    nodes = []
    while start < end:
        level = (end - start).bit_length() - 1
        nodes.append((level, start >> level))
        start += 1 << level
    return nodes


def _fold(values: list[bytes]) -> bytes:
    value = values[-1]
    for left in reversed(values[:-1]):
        value = node_hash(left, value)
    return value


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def _inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    ranges, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` (RFC 6962 §2.1.1), from one read of
    stored nodes.
    """
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    return _hashes(_inclusion_ranges(index, size), read)


def _hashes(ranges: list[tuple[int, int]], read: Read) -> list[bytes]:
    covers = [_cover(start, end) for start, end in ranges]
    found = read([node for cover in covers for node in cover])
    return [_fold([found[node] for node in cover]) for cover in covers]


def root_at(size: int, read: Read) -> bytes:
    """The root the tree had when it held `size` leaves, from one read of stored nodes."""
    return _hashes([(0, size)], read)[0] if size else EMPTY_ROOT


def _all_hashes(*values: bytes) -> bool:
    # A step of another length would move the border between left and right, and one hash could
    # stand for two trees.
    return all(len(value) == 32 for value in values)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """RFC 9162 §2.1.3.2: whether the path leads from the leaf to the root."""
    if not 0 <= index < size or not _all_hashes(leaf, root, *proof):
        return False
    fn, sn, value = index, size - 1, leaf
    for step in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            value = node_hash(step, value)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node_hash(value, step)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and value == root
