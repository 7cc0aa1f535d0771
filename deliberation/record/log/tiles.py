"""C2SP tlog-tiles: the log as static files of 256 hashes or entries, so that any standard client
can fetch and check it.

Pure: paths and bytes. The record pages read the rows.
"""

import re
import struct
from collections.abc import Iterator

from .merkle import Read

WIDTH = 256
HIGHEST_LEVEL = 63
_LEVEL = re.compile(r"(?:0|[1-9][0-9]?)\Z")
_PATH = re.compile(r"(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/([0-9]{1,3}))?\Z")


def index_path(index: int, width: int = WIDTH) -> str:
    """1234067 → x001/x234/067; a partial tile of width w adds .p/w. ValueError for no such tile."""
    if index < 0 or not 1 <= width <= WIDTH:
        raise ValueError("no such tile")
    groups = [f"{index % 1000:03d}"]
    index //= 1000
    while index:
        groups.append(f"x{index % 1000:03d}")
        index //= 1000
    path = "/".join(reversed(groups))
    return path if width == WIDTH else f"{path}.p/{width}"


def parse_index_path(path: str) -> tuple[int, int]:
    """(index, width) of a path; ValueError for any other spelling."""
    found = _PATH.match(path)
    if not found:
        raise ValueError("not a tile path")
    width = int(found[1]) if found[1] else WIDTH
    index = int("".join(g.lstrip("x") for g in path.split(".p/")[0].split("/")))
    if not 1 <= width <= WIDTH or index_path(index, width) != path:
        raise ValueError("not a tile path")
    return index, width


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


def node_range(level: int, index: int, width: int) -> tuple[int, int, int]:
    """(tree level, first node, end) of the hashes in tile `level`/`index`."""
    return 8 * level, index * WIDTH, index * WIDTH + width


def available(size: int, level: int, index: int) -> int:
    """How many hashes that tile has in a tree of `size` leaves, 0–256."""
    return max(0, min(WIDTH, (size >> (8 * level)) - index * WIDTH))


def entry_bundle(entries: list[bytes]) -> bytes:
    """uint16 length and bytes of each entry; ValueError beyond 65,535 bytes."""
    out = []
    for entry in entries:
        if len(entry) > 0xFFFF:
            raise ValueError("entry too long")
        out.append(struct.pack(">H", len(entry)) + entry)
    return b"".join(out)


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
