"""C2SP tlog-tiles: the log as static files of 256 hashes or entries, so that any standard client
can fetch and check it.

Pure: paths and bytes. The record pages read the rows.
"""

import re
import struct

WIDTH = 256
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
