"""The tree against RFC 6962's own recursive definitions and published vectors; proofs that anything
changed must break.
"""

import functools
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.record.log import merkle
from tests.record.log import client

MOST = 400
LEAVES = [merkle.leaf_hash(i.to_bytes(2, "big")) for i in range(MOST)]
WHOLE = merkle.Frontier()
STORED = {(level, index): value for level, index, value in WHOLE.append_many(LEAVES)}

# The eight leaves of Certificate Transparency's own tests, with audit paths and consistency proofs
# as published there.
PUBLISHED = [
    merkle.leaf_hash(bytes.fromhex(h))
    for h in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
STEPS = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


@functools.cache
def naive(start: int, end: int) -> bytes:
    """MTH of RFC 6962 §2.1, word for word, over LEAVES[start:end]."""
    if start == end:
        return hashlib.sha256(b"").digest()
    if end - start == 1:
        return LEAVES[start]
    k = max(2**i for i in range(10) if 2**i < end - start)
    return hashlib.sha256(b"\x01" + naive(start, start + k) + naive(start + k, end)).digest()


def naive_path(m: int, start: int, end: int) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1, word for word."""
    if end - start == 1:
        return []
    k = max(2**i for i in range(10) if 2**i < end - start)
    if m < k:
        return [*naive_path(m, start, start + k), naive(start + k, end)]
    return [*naive_path(m - k, start + k, end), naive(start, start + k)]


def naive_steps(m: int, start: int, end: int, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 §2.1.2, word for word."""
    if m == end - start:
        return [] if whole else [naive(start, end)]
    k = max(2**i for i in range(10) if 2**i < end - start)
    if m <= k:
        return [*naive_steps(m, start, start + k, whole), naive(start + k, end)]
    return [*naive_steps(m - k, start + k, end, False), naive(start, start + k)]


class Reading:
    """Stored nodes of a tree of `size`, counting what is asked of them."""

    def __init__(self, size: int) -> None:
        self.size, self.calls, self.asked = size, 0, 0

    def __call__(self, nodes: list[merkle.Node]) -> dict[merkle.Node, bytes]:
        self.calls, self.asked = self.calls + 1, self.asked + len(nodes)
        assert all((index + 1) << level <= self.size for level, index in nodes), (
            "a node the tree had not completed"
        )
        return {node: STORED[node] for node in nodes}


def reader_of(leaves: list[bytes]):
    nodes = {(level, index): value for level, index, value in merkle.Frontier().append_many(leaves)}
    return lambda wanted: {node: nodes[node] for node in wanted}


def test_the_empty_tree():
    assert merkle.Frontier().root() == merkle.EMPTY_ROOT
    assert (
        merkle.EMPTY_ROOT.hex()
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_published_audit_paths(index, size):
    proof = merkle.inclusion_proof(index, size, reader_of(PUBLISHED))
    assert [step.hex() for step in proof] == PATHS[index, size]


@pytest.mark.parametrize(("old", "new"), STEPS)
def test_published_consistency_proofs(old, new):
    proof = client.consistency_proof(old, new, reader_of(PUBLISHED))
    assert [step.hex() for step in proof] == STEPS[old, new]


@given(st.lists(st.integers(0, 60), max_size=8))
def test_a_tree_grown_in_batches_is_the_tree_grown_at_once(batches):
    """Every batch reports exactly the subtrees it completed, and the frontier survives being stored
    between batches.
    """
    frontier, nodes, at = merkle.Frontier(), {}, 0
    for count in batches:
        count = min(count, MOST - at)
        made = frontier.append_many(LEAVES[at : at + count])
        at += count
        assert all(
            (index + 1) << level > at - count and (index + 1) << level <= at
            for level, index, _ in made
        )
        assert not nodes.keys() & {(level, index) for level, index, _ in made}
        nodes |= {(level, index): value for level, index, value in made}
        frontier = merkle.Frontier.from_bytes(frontier.to_bytes(), at)
        assert (frontier.size, frontier.root()) == (at, naive(0, at))
    assert nodes == {
        (level, index): value
        for (level, index), value in STORED.items()
        if (index + 1) << level <= at
    }


@given(st.integers(0, 8), st.data())
def test_each_stored_node_is_the_hash_of_its_range(level, data):
    index = data.draw(st.integers(0, (MOST >> level) - 1))
    assert STORED[level, index] == naive(index << level, (index + 1) << level)


@pytest.mark.parametrize(
    ("blob", "size"),
    [(b"", 1), (b"x" * 32, 0), (b"x" * 32, 3), (b"x" * 63, 3), (b"x" * 96, 3), (b"x" * 32, -1)],
)
def test_a_frontier_that_cannot_be_of_that_size_is_refused(blob, size):
    with pytest.raises(ValueError):
        merkle.Frontier.from_bytes(blob, size)


@given(st.integers(1, MOST), st.data())
def test_inclusion_proofs_are_those_of_the_rfc_and_read_few_nodes_once(size, data):
    index = data.draw(st.integers(0, size - 1))
    reading = Reading(size)
    proof = merkle.inclusion_proof(index, size, reading)
    assert proof == naive_path(index, 0, size)
    assert reading.calls == 1 and reading.asked <= 2 * size.bit_length()
    assert merkle.verify_inclusion(LEAVES[index], index, size, proof, naive(0, size))


@given(st.integers(0, MOST), st.data())
def test_consistency_proofs_are_those_of_the_rfc_and_read_few_nodes_once(new, data):
    old = data.draw(st.integers(0, new))
    reading = Reading(new)
    proof = client.consistency_proof(old, new, reading)
    assert proof == (naive_steps(old, 0, new) if 0 < old < new else [])
    assert reading.calls == (1 if proof else 0) and reading.asked <= 2 * new.bit_length()
    assert client.verify_consistency(old, new, naive(0, old), naive(0, new), proof)


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


def changed_proofs(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The same proof with a bit flipped, a step missing, doubled, added, cut short, lengthened, or
    two exchanged.
    """
    changed = [[*proof, LEAVES[0]], [LEAVES[0], *proof]]
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        before, step, after = proof[:at], proof[at], proof[at + 1 :]
        changed += [
            [*before, flipped(step, data.draw(st.integers(0, 255))), *after],
            before + after,
            [*before, step, step, *after],
            [*before, step[:-1], *after],
            [*before, step + b"\x00", *after],
        ]
    if len(proof) > 1:
        changed.append(proof[::-1])
    return changed


@given(st.integers(1, MOST), st.data())
def test_an_inclusion_proof_with_anything_changed_fails(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof, root = naive_path(index, 0, size), naive(0, size)
    for other in changed_proofs(proof, data):
        assert not merkle.verify_inclusion(LEAVES[index], index, size, other, root)
    bit = data.draw(st.integers(0, 255))
    assert not merkle.verify_inclusion(flipped(LEAVES[index], bit), index, size, proof, root)
    assert not merkle.verify_inclusion(LEAVES[index], index, size, proof, flipped(root, bit))
    elsewhere = data.draw(st.integers(-1, size))
    assert merkle.verify_inclusion(LEAVES[index], elsewhere, size, proof, root) == (
        elsewhere == index
    )


@given(st.integers(2, MOST), st.data())
def test_a_consistency_proof_with_anything_changed_fails(new, data):
    old = data.draw(st.integers(1, new - 1))
    proof, first, second = naive_steps(old, 0, new), naive(0, old), naive(0, new)
    for other in changed_proofs(proof, data):
        assert not client.verify_consistency(old, new, first, second, other)
    bit = data.draw(st.integers(0, 255))
    assert not client.verify_consistency(old, new, flipped(first, bit), second, proof)
    assert not client.verify_consistency(old, new, first, flipped(second, bit), proof)
    assert not client.verify_consistency(new, old, second, first, proof)
    assert not client.verify_consistency(old, new, second, first, proof)


@given(st.integers(2, 60), st.data())
@settings(max_examples=50)
def test_a_rewritten_past_cannot_be_proved_consistent(new, data):
    """A log that changed one old leaf and kept growing finds no proof among those it could make."""
    old = data.draw(st.integers(1, new - 1))
    at = data.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:at], merkle.leaf_hash(b"another past"), *LEAVES[at + 1 : new]]
    proof = client.consistency_proof(old, new, reader_of(rewritten))
    tree = merkle.Frontier()
    tree.append_many(rewritten)
    assert not client.verify_consistency(old, new, naive(0, old), tree.root(), proof)


def test_the_empty_tree_is_consistent_only_as_the_empty_tree():
    root = naive(0, 5)
    assert client.verify_consistency(0, 5, merkle.EMPTY_ROOT, root, [])
    assert not client.verify_consistency(0, 5, root, root, [])
    assert not client.verify_consistency(0, 5, merkle.EMPTY_ROOT, root, [root])
    assert not client.verify_consistency(-1, 5, merkle.EMPTY_ROOT, root, [])
    assert not client.verify_consistency(5, 5, root, root, [root])
    assert not client.verify_consistency(5, 5, root, naive(0, 6), [])


def test_a_node_of_the_tree_does_not_pass_for_a_leaf():
    """The two prefixes keep an inner node from being proved as if it were an entry."""
    entry = LEAVES[0] + LEAVES[1]
    assert merkle.leaf_hash(entry) != STORED[1, 0] == merkle.node_hash(LEAVES[0], LEAVES[1])


def test_the_border_between_two_hashes_cannot_be_moved():
    """Without a look at lengths, 31 bytes and 33 bytes would hash like the two nodes of 32 they
    were cut from.
    """
    both, root = LEAVES[0] + LEAVES[1], naive(0, 2)
    assert merkle.node_hash(both[:31], both[31:]) == root
    assert not merkle.verify_inclusion(both[:31], 0, 2, [both[31:]], root)
    assert not merkle.verify_inclusion(both[31:], 1, 2, [both[:31]], root)
    assert not client.verify_consistency(1, 2, both[:31], root, [both[31:]])


def test_a_path_to_the_root_of_a_smaller_tree_proves_nothing_about_a_larger():
    assert merkle.verify_inclusion(LEAVES[0], 0, 2, [LEAVES[1]], naive(0, 2))
    assert not merkle.verify_inclusion(LEAVES[0], 0, 3, [LEAVES[1]], naive(0, 2))
    assert not merkle.verify_inclusion(LEAVES[0], 0, 1, [LEAVES[1]], naive(0, 2))
    assert not client.verify_consistency(1, 3, LEAVES[0], naive(0, 2), [LEAVES[1]])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError):
        merkle.inclusion_proof(index, size, Reading(size))


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5)])
def test_no_proof_backwards(old, new):
    with pytest.raises(ValueError):
        client.consistency_proof(old, new, Reading(new))
