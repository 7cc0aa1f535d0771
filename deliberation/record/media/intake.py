"""What an uploaded file is, by its content, and what of it is kept: pictures decoded and written anew, without a word about where and when.

Called by the forms that take files, before anything is stored. Pillow is imported where a picture comes, not before.
"""

import io
from dataclasses import dataclass
from threading import Lock
from typing import Any

LONGEST = 2000  # pixels of the longer side
SMALL = 480
MOST_PIXELS = 50_000_000
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_one_at_a_time = (
    Lock()
)  # a decoded picture takes 150 MB; a rush of them shall not take all there is


class BadFile(ValueError):
    """Why a file is not taken, by a code: empty, too_big, unknown_kind, broken, too_many_pixels."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What will be stored: bytes, thumbnail (pictures only), type, pixels."""

    data: bytes
    small: bytes | None
    media_type: str
    width: int | None
    height: int | None


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


def take_in(data: bytes, most_bytes: int) -> Taken:
    """The file as it will be stored. Raises BadFile."""
    if not data:
        raise BadFile("empty")
    if len(data) > most_bytes:
        raise BadFile("too_big")
    kind = kind_of(data)
    if kind is None:
        raise BadFile("unknown_kind")
    if kind == "PDF":
        if b"%%EOF" not in data[-2048:]:
            raise BadFile("broken")
        return Taken(data, None, "application/pdf", None, None)
    with _one_at_a_time:
        return _picture(data, kind)


def _picture(data: bytes, kind: str) -> Taken:
    from PIL import Image

    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadFile("too_many_pixels")
            clean = _clean(opened)
    except BadFile:
        raise
    except Image.DecompressionBombError as error:
        raise BadFile("too_many_pixels") from error
    except Exception as error:  # the decoders raise whatever they like at damaged files
        raise BadFile("broken") from error
    small = clean.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    media_type = "image/webp" if clean.mode == "RGBA" else "image/jpeg"
    return Taken(_written(clean), _written(small), media_type, clean.width, clean.height)


def _clean(opened: Any) -> Any:
    """The first frame, upright, in sRGB, at most LONGEST, as a new picture: what was said about the old one (EXIF, GPS, XMP, comments) is not in it."""
    from PIL import Image, ImageOps

    opened.draft(
        "RGB", (LONGEST, LONGEST)
    )  # JPEG decodes at a fraction of its size; nothing for others
    upright = ImageOps.exif_transpose(opened)
    see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    picture = _srgb(upright).convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    return clean


def _srgb(picture: Any) -> Any:
    """Colours as a screen without profiles shows them; a profile that makes no sense is passed over."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    try:
        return ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGBA" if picture.mode == "RGBA" else "RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _written(picture: Any) -> bytes:
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "WEBP", quality=82, method=4)
    else:
        picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
