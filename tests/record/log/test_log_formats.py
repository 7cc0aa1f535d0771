"""Canonical bytes, RFC 6962 trees, signed notes and tiles against published vectors and naive
recursion.
"""

import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.record.log import canonical, checkpoint, merkle, tiles
from tests.record.log import client

# The eight leaves and their roots as Certificate Transparency's own tests have them.
LEAVES = [
    bytes.fromhex(h)
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
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_roots_of_rfc_6962():
    frontier = merkle.Frontier()
    for leaf, root in zip(LEAVES, ROOTS, strict=True):
        frontier.append_many([merkle.leaf_hash(leaf)])
        assert frontier.root().hex() == root


def naive(hashes: list[bytes]) -> bytes:
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return merkle.node_hash(naive(hashes[:k]), naive(hashes[k:]))


@given(st.integers(0, 300), st.data())
def test_frontier_and_proofs_agree_with_recursion(size, data):
    hashes = [merkle.leaf_hash(bytes([i % 256, i // 256])) for i in range(size)]
    frontier = merkle.Frontier()
    nodes = {(level, i): h for level, i, h in frontier.append_many(hashes)}
    assert frontier.root() == naive(hashes)
    assert merkle.Frontier.from_bytes(frontier.to_bytes(), size).root() == frontier.root()
    read = lambda wanted: {n: nodes[n] for n in wanted}
    if size:
        i, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
        proof = merkle.inclusion_proof(i, size, read)
        assert merkle.verify_inclusion(hashes[i], i, size, proof, frontier.root())
        assert not merkle.verify_inclusion(
            merkle.leaf_hash(b"other"), i, size, proof, frontier.root()
        )
        path = client.consistency_proof(old, size, read)
        assert client.verify_consistency(old, size, naive(hashes[:old]), frontier.root(), path)
        if 0 < old < size:
            assert not client.verify_consistency(old, size, b"0" * 32, frontier.root(), path)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": 1, "a": [True, None, "嘉禾"]}, '{"a":[true,null,"嘉禾"],"b":1}'),
        ('\u0007\b\t\n\f\r"\\/', '"\\u0007\\b\\t\\n\\f\\r\\"\\\\/"'),
        (-(2**53 - 1), "-9007199254740991"),
        ("😀", '"😀"'),
    ],
)
def test_canonical_bytes(value, expected):
    assert canonical.encode(value) == expected.encode()
    assert canonical.decode(expected.encode()) == value


@pytest.mark.parametrize(
    "value", [1.5, 2**53, {"键": 1}, {1: 2}, "a\x00b", "\ud800", "e\u0301", (1, 2), b"x"]
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(canonical.NotCanonical):
        canonical.encode(value)


@pytest.mark.parametrize(
    "data", [b'{"a": 1}', b'{"b":1,"a":2}', b"1.0", b'"\\u0041"', b"{", b'{"a":1,"a":2}']
)
def test_other_spellings_are_not_canonical(data):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(data)


def test_a_published_signed_note_verifies():
    note = (
        "If you think cryptography is the answer to your problem,\nthen you don't know what your "
        "problem is.\n\n"
        "— PeterNeumann "
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBw"
        "JnAM=\n"
    )
    name, key_id, key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".split(
        "+", 2
    )
    public = base64.b64decode(key)[1:]
    assert checkpoint.key_id(name, public).hex() == key_id
    assert checkpoint.verify(note, name, public) is not None
    assert checkpoint.verify(note.replace("problem is", "problem was"), name, public) is None


def test_a_checkpoint_of_our_own():
    private = b"\x07" * 32
    note = checkpoint.sign(
        checkpoint.note_text("example.org/jiahe", 5, b"r" * 32), "example.org/jiahe", private
    )
    text = checkpoint.verify(note, "example.org/jiahe", checkpoint.public_key(private))
    assert checkpoint.parse(text) == ("example.org/jiahe", 5, b"r" * 32)
    with pytest.raises(ValueError):
        checkpoint.parse("x\n01\n\n")


@given(st.integers(0, 10**9), st.integers(1, 256))
def test_tile_paths_round_trip(index, width):
    assert tiles.parse_index_path(tiles.index_path(index, width)) == (index, width)


def test_tile_paths_of_the_specification():
    assert tiles.index_path(1234067) == "x001/x234/067" and tiles.index_path(0, 5) == "000.p/5"
    for wrong in ("1", "x000/001", "000.p/0", "000.p/256", "000/001", "000.p/05"):
        with pytest.raises(ValueError):
            tiles.parse_index_path(wrong)


@given(st.lists(st.binary(max_size=50), max_size=20))
def test_entry_bundles_round_trip(entries):
    assert client.parse_entry_bundle(tiles.entry_bundle(entries)) == entries
