"""What an uploaded file is, by its content, and what of it is kept: pictures decoded and written
anew, without a word about where and when.

Called by the forms that take files, before anything is stored: `look` costs next to nothing,
`take_in` decodes in a process apart.
"""

from dataclasses import dataclass

from deliberation.record.media.decoding.headers import Header, kind_of

from .decoding import apart, decoding, headers

# Pixels a picture may have. A plain JPEG is decoded at a fraction of its size; everything else is
# unfolded whole
# before it can be made smaller, and costs its decoder what `apart.MEMORY` bounds: 8 bytes a pixel,
# WebP 16.
MOST_PIXELS = {"JPEG": 110_000_000, "PNG": 51_000_000, "HEIF": 51_000_000, "WEBP": 20_000_000}
MOST_WHOLE = 51_000_000
# A photo has 2 to 10 pixels a byte, a page of plain text 100. Where thousands of pixels come in a
# byte, the bytes
# were made to be unfolded. Small pictures cost little whatever they are: the screen of a phone has
# 4 million.
MOST_A_BYTE = 500
SMALL_ENOUGH = 8_000_000
MOST_FRAMES = 500  # only the first is ever decoded
# What makes a decoder go over the same pixels again, or over nothing: scans of a JPEG (progressive
# ones have about ten, each over the whole picture), chunks of a PNG (those of large photos are 4 KB
# and more), items of a HEIF (48 million pixels and their light come in 400 tiles).
MOST_PASSES = {"JPEG": 100, "PNG": 10_000, "HEIF": 2_000, "WEBP": MOST_FRAMES}


class BadFile(ValueError):
    """Why a file is not taken, by a code: empty, too_big, unknown_kind, broken, too_many_pixels,
    too_plain, too_heavy.
    """


@dataclass(frozen=True, slots=True)
class Taken:
    """What will be stored: bytes, thumbnail (pictures only), type, pixels."""

    data: bytes
    small: bytes | None
    media_type: str
    width: int | None
    height: int | None


def look(data: bytes, most_bytes: int) -> Header | None:
    """The header of a picture, None for a PDF: everything that can be said without decoding.

    Raises BadFile.
    """
    if not data:
        raise BadFile("empty")
    if len(data) > most_bytes:
        raise BadFile("too_big")
    kind = kind_of(data)
    if kind is None:
        raise BadFile("unknown_kind")
    if kind != "PDF":
        return _picture(data, kind)
    if b"%%EOF" not in data[-2048:]:
        raise BadFile("broken")
    return None


def _picture(data: bytes, kind: str) -> Header:
    try:
        found = headers.read(data, kind)
    except headers.NoHeader as error:
        raise BadFile("broken") from error
    if found.pixels > most_pixels(found) or found.frames > MOST_FRAMES:
        raise BadFile("too_many_pixels")
    if found.passes > MOST_PASSES[kind]:
        raise BadFile("too_heavy")
    if found.pixels > max(SMALL_ENOUGH, MOST_A_BYTE * len(data)):
        raise BadFile("too_plain")
    return found


def most_pixels(header: Header) -> int:
    """How many pixels a picture like this may have."""
    most = MOST_PIXELS[header.kind]
    return min(most, MOST_WHOLE) if header.whole else most


def take_in(data: bytes, most_bytes: int, charge: apart.Charge | None = None) -> Taken:
    """The file as it will be stored.

    Raises BadFile; apart.Busy where pictures of others take all there is; what `charge` raises.
    """
    header = look(data, most_bytes)
    if header is None:
        return Taken(data, None, "application/pdf", None, None)
    try:
        made = decoding.decode(data, header.kind, most_pixels(header), charge)
    except decoding.Damaged as error:
        raise BadFile("broken") from error
    except apart.TooHeavy as error:
        raise BadFile("too_heavy") from error
    media_type = "image/webp" if made.mode == "RGBA" else "image/jpeg"
    return Taken(made.data, made.small, media_type, made.width, made.height)
