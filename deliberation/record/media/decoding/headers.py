"""What a picture says of itself in its first boxes: kind, pixels, frames.

Plain reading of bytes: nothing is unfolded, no decoder is asked.

Called by `intake` in the thread of the request. The decoder asks its library again, so that a
header that lies gains nothing. Sources: ITU T.81 B.2 (JPEG), PNG 3rd edition 5.3 and 11, RFC 9649
(WebP), ISO/IEC 23008-12 6.5.3 (HEIF, `ispe`).
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
# the next marker behind a scan's own bytes, or behind rubbish, as a decoder looks for it
_MARKER = re.compile(rb"\xff+[^\x00\x01\xd0-\xd8\xff]")
_MOST_SEGMENTS = 2_000  # of a JPEG: a map of depths comes in some hundred
_MOST_CHUNKS = 20_000
_BOXES = {
    b"meta": 4,
    b"iprp": 0,
    b"ipco": 0,
}  # boxes on the way to `ispe`, and the bytes before their own
_MOST_BOXES = 20_000


class NoHeader(ValueError):
    """The bytes end, or make no sense, before they said how large the picture is."""


@dataclass(frozen=True, slots=True)
class Header:
    """Kind as Pillow names it, pixels, frames.

    `whole`: it can only be decoded at its full size (all but plain JPEG). `passes`: scans of a
    JPEG, chunks of a PNG, items of a HEIF.
    """

    kind: str
    width: int
    height: int
    whole: bool = True
    frames: int = 1
    passes: int = 1

    @property
    def pixels(self) -> int:
        return self.width * self.height


def kind_of(data: bytes) -> str | None:
    """JPEG, PNG, WEBP, HEIF or PDF by the first bytes; None for anything else."""
    if data[:3] == b"\xff\xd8\xff":
        return "JPEG"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "HEIF"
    return "PDF" if data[:5] == b"%PDF-" else None


def read(data: bytes, kind: str) -> Header:
    """The header of a picture of this kind. Raises NoHeader."""
    try:
        found = _READ[kind](data)
    except (struct.error, IndexError) as error:
        raise NoHeader(kind) from error
    if found is None or not found.width or not found.height:
        raise NoHeader(kind)
    return found


def _jpeg(data: bytes) -> Header | None:
    """Walked to its end: how often its decoder goes over the pixels is said nowhere before."""
    found, scans, at = None, 0, 2
    for _ in range(_MOST_SEGMENTS):
        marked = _MARKER.search(data, at)
        if marked is None or data[marked.end() - 1] == 0xD9:  # all ends
            return found and replace(found, passes=scans)
        at, marker = marked.end(), data[marked.end() - 1]
        if at + 2 > len(data):  # cut short: its decoder says what it is worth
            return found and replace(found, passes=scans)
        (length,) = struct.unpack_from(">H", data, at)
        if marker == 0xDA:
            scans += 1
        if marker in _SOF:
            height, width = struct.unpack_from(">HH", data, at + 3)
            one = Header("JPEG", width, height, whole=marker not in (0xC0, 0xC1))
            found = max(found or one, one, key=lambda h: (h.pixels, h.whole))
        at += max(length, 2)
    return found and replace(found, passes=max(scans, _MOST_SEGMENTS))


def _png(data: bytes) -> Header | None:
    if data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", data, 16)
    at, frames, chunks = 8, 1, 0
    while at + 8 <= len(data) and chunks < _MOST_CHUNKS:
        length, name = struct.unpack_from(">I4s", data, at)
        chunks += 1
        if name == b"acTL":
            (frames,) = struct.unpack_from(">I", data, at + 8)
        if name == b"IEND":
            break
        at += 12 + length
    return Header("PNG", width, height, frames=max(frames, 1), passes=chunks)


def _webp(data: bytes) -> Header | None:
    name = data[12:16]
    if name == b"VP8X":
        width, height = (1 + int.from_bytes(data[i : i + 3], "little") for i in (24, 27))
        if len(data) < 30:
            return None
        return Header("WEBP", width, height, frames=max(1, data.count(b"ANMF")))
    if name == b"VP8L" and data[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", data, 21)
        return Header("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if name == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    return None


def _heif(data: bytes) -> Header | None:
    """The largest of the pictures it holds: a grid's own, never one of its tiles."""
    sizes = [struct.unpack_from(">II", data, at) for at in _spatial(data)]
    width, height = max(sizes, key=lambda s: s[0] * s[1], default=(0, 0))
    return Header("HEIF", width, height, passes=_items(data))


def _items(data: bytes) -> int:
    """How many items it says it has (`iinf`, ISO/IEC 14496-12 8.11.6)."""
    at = data.find(b"iinf")
    if at < 0:
        return 1
    count: int
    (count,) = struct.unpack_from(">I" if data[at + 4] else ">H", data, at + 8)
    return max(1, count)


def _spatial(data: bytes) -> Iterator[int]:
    """Where the widths of all `ispe` boxes stand."""
    inside, seen = [(0, len(data))], 0
    while inside:
        at, end = inside.pop()
        while at + 8 <= end and seen < _MOST_BOXES:
            seen += 1
            size, name = struct.unpack_from(">I4s", data, at)
            start = at + 8
            if size == 1:
                (size,) = struct.unpack_from(">Q", data, start)
                start += 8
            stop = min(end, at + size) if size else end
            if name == b"ispe":
                yield start + 4
            elif name in _BOXES:
                inside.append((start + _BOXES[name], stop))
            if stop <= at:
                break
            at = stop


_READ = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "HEIF": _heif}
