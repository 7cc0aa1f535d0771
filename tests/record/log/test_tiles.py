"""Tiles by the text of C2SP tlog-tiles, and a stranger's client that rebuilds the tree from nothing
but tiles and bundles.
"""

import hashlib
import itertools
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.record.log import merkle, tiles
from tests.record.log import client

ENTRIES = [f'{{"position":{i}}}'.encode() for i in range(70_000)]


@cache
def kept() -> dict[merkle.Node, bytes]:
    """Every node of the tree over all entries; made by the first test that asks."""
    leaves = (merkle.leaf_hash(e) for e in ENTRIES)
    return {(level, i): value for level, i, value in merkle.Frontier().append_many(leaves)}


def read(nodes: list[merkle.Node]) -> dict[merkle.Node, bytes]:
    return {node: kept()[node] for node in nodes if node in kept()}


def published(size: int) -> dict[str, bytes]:
    """Every file of a log of `size` entries."""
    files = {}
    for level, index, width in client.tiles_for(size):
        files[client.tile_path(level, index, width)] = client.tile(level, index, width, read)
        if level == 0:
            files[client.tile_path(None, index, width)] = tiles.entry_bundle(
                ENTRIES[index * 256 : index * 256 + width]
            )
    return files


def mth(hashes: list[bytes]) -> bytes:
    """RFC 6962 §2.1 over hashes of equal height."""
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + mth(hashes[:k]) + mth(hashes[k:])).digest()


@pytest.mark.parametrize(
    ("path", "level", "index", "width"),
    [
        ("tile/0/000", 0, 0, 256),
        ("tile/0/x001/x234/067", 0, 1234067, 256),
        ("tile/1/x001/x234/067.p/7", 1, 1234067, 7),
        ("tile/2/000.p/1", 2, 0, 1),
        ("tile/63/999", 63, 999, 256),
        ("tile/0/x001/000", 0, 1000, 256),
        ("tile/0/x001/x000/000.p/255", 0, 1_000_000, 255),
        ("tile/entries/x001/234", None, 1234, 256),
        ("tile/entries/000.p/3", None, 0, 3),
    ],
)
def test_paths_of_the_specification(path, level, index, width):
    assert client.tile_path(level, index, width) == path
    assert client.parse_tile_path(path) == (level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile",
        "tile/0",
        "tile/0/",
        "tile/00/000",
        "tile/01/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/٠/000",
        "tile/²/000",
        "tile/x/000",
        "tile//000",
        "tiles/0/000",
        "/tile/0/000",
        "tile/entries",
        "tile/Entries/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/001/000",
        "tile/0/x000/000",
        "tile/0/x001/x234",
        "tile/0/X001/000",
        "tile/0/٠٠٠",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/-1",
        "tile/0/000.p/1\n",
        "tile/0/000.p/1/2",
        "tile/0/000.p/٣",
        "tile/0/../000",
        "tile/0/" + "x999/" * 2000 + "000",
    ],
)
def test_every_other_spelling_is_refused(path):
    with pytest.raises(ValueError):
        client.parse_tile_path(path)


@given(st.none() | st.integers(0, 63), st.integers(0, 2**56), st.integers(1, 256))
def test_whole_paths_round_trip(level, index, width):
    assert client.parse_tile_path(client.tile_path(level, index, width)) == (level, index, width)


@pytest.mark.parametrize(
    ("level", "index", "width"),
    [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257), (None, 0, -1)],
)
def test_tiles_that_cannot_be_have_no_path(level, index, width):
    with pytest.raises(ValueError):
        client.tile_path(level, index, width)


def test_the_tiles_of_70000_entries_as_the_specification_counts_them():
    found = list(client.tiles_for(70_000))
    assert [(index, width) for level, index, width in found if level == 0] == [
        (i, 256) for i in range(273)
    ] + [(273, 112)]
    assert [tile for tile in found if tile[0]] == [(1, 0, 256), (1, 1, 17), (2, 0, 1)]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, [(0, 0, 1)]),
        (255, [(0, 0, 255)]),
        (256, [(0, 0, 256), (1, 0, 1)]),
        (257, [(0, 0, 256), (0, 1, 1), (1, 0, 1)]),
    ],
)
def test_the_tiles_of_small_trees(size, expected):
    assert list(client.tiles_for(size)) == expected


@given(st.integers(0, 2**20))
def test_no_tile_is_empty_and_only_the_last_of_a_level_is_partial(size):
    levels: dict[int, list[int]] = {}
    for level, index, width in client.tiles_for(size):
        assert 1 <= width == tiles.available(size, level, index) and index == len(
            levels.setdefault(level, [])
        )
        levels[level].append(width)
    for level, widths in levels.items():
        assert sum(widths) == size // 256**level and set(widths[:-1]) <= {256}
        assert tiles.available(size, level, len(widths)) == 0


@pytest.mark.parametrize("size", [1, 255, 256, 257, 700, 65_535, 65_536, 70_000])
def test_a_strangers_client_rebuilds_the_tree_from_the_files_alone(size):
    """Entries hash to level 0, each full tile hashes to its place one level up, and the edges give
    the root.
    """
    files = published(size)
    hashes = [
        b"".join(files[p] for p in sorted(files) if p.startswith(f"tile/{level}/"))
        for level in range(3)
    ]
    levels = [[blob[i : i + 32] for i in range(0, len(blob), 32)] for blob in hashes]
    entries = [
        e
        for p in sorted(files)
        if p.startswith("tile/entries/")
        for e in client.parse_entry_bundle(files[p])
    ]
    assert [hashlib.sha256(b"\x00" + e).digest() for e in entries] == levels[
        0
    ] and entries == ENTRIES[:size]
    for below, above in itertools.pairwise(levels):
        assert above == [mth(below[i * 256 : i * 256 + 256]) for i in range(len(below) // 256)]
    frontier = merkle.Frontier()
    frontier.append_many(levels[0])
    assert frontier.root() == mth(levels[0])


def test_a_tile_is_read_at_once_and_never_with_holes():
    calls = []
    assert client.tile(1, 1, 17, lambda nodes: calls.append(nodes) or read(nodes)) == b"".join(
        kept()[8, i] for i in range(256, 273)
    )
    assert len(calls) == 1 and len(calls[0]) == 17
    with pytest.raises(KeyError):
        client.tile(1, 1, 18, read)


@given(st.lists(st.binary(max_size=300), max_size=30))
def test_bundles_are_lengths_and_bytes(entries):
    data = tiles.entry_bundle(entries)
    assert data == b"".join(len(e).to_bytes(2, "big") + e for e in entries)
    assert client.parse_entry_bundle(data) == entries


def test_the_longest_entry_and_one_byte_more():
    longest = b"x" * 65_535
    assert tiles.entry_bundle([longest]) == b"\xff\xff" + longest
    assert client.parse_entry_bundle(b"\xff\xff" + longest) == [longest]
    with pytest.raises(ValueError):
        tiles.entry_bundle([b"", longest + b"x"])


@given(st.lists(st.binary(min_size=1, max_size=40), min_size=1, max_size=5), st.data())
def test_a_bundle_cut_short_is_refused_or_ends_between_entries(entries, data):
    whole = tiles.entry_bundle(entries)
    ends = {len(tiles.entry_bundle(entries[:i])): i for i in range(len(entries))}
    cut = data.draw(st.integers(0, len(whole) - 1))
    if cut in ends:
        assert client.parse_entry_bundle(whole[:cut]) == entries[: ends[cut]]
    else:
        with pytest.raises(ValueError):
            client.parse_entry_bundle(whole[:cut])
