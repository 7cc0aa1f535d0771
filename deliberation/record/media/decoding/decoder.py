"""One picture from standard input, written anew to standard output, in a process of its own that
ends with it.

Started by `decoding` as a plain script: it imports nothing of the application, so that it starts in
a tenth of a second and holds only the picture. What it may use of memory and of the processor is
bounded before it begins.
"""

import io
import json
import os
import resource
import struct
import sys
from typing import Any

LONGEST = 2000  # pixels of the longer side
# a screen full of messages is longer than three times its width; its words must stay readable
LONG = 3
NARROWEST, TALLEST = 800, 16_000  # pixels such a picture keeps across, and has at most along
SMALL = 480
STRIP = 4_000_000  # pixels that are brought into another mode at once
UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation → Image.Transpose
REDUCES = ("L", "RGB", "CMYK")  # modes that are made smaller as they are
NO_MEMORY, BROKEN = 3, 4  # exit statuses


def size_of(size: tuple[int, int]) -> tuple[int, int]:
    """The size a picture of this size is kept at."""
    short, long = min(size), max(size)
    most = LONGEST
    if long > LONG * short:
        most = min(TALLEST, max(LONGEST, long * NARROWEST // short))
    shrunk = min(1.0, most / long)
    return max(1, round(size[0] * shrunk)), max(1, round(size[1] * shrunk))


def _paste_strips(opened: Any, whole: Any, mode: str, factor: int) -> None:
    """Strip by strip, each in its new mode and shrunk by the factor."""
    rows = max(1, STRIP // opened.width // factor) * factor
    for top in range(0, opened.height, rows):
        box = (0, top, opened.width, min(top + rows, opened.height))
        strip = _strip(opened.crop(box), opened, mode)
        whole.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))


def smaller(opened: Any) -> Any:
    """The first frame, upright, as RGB, RGBA or CMYK, hardly larger than wanted: the whole picture
    is unfolded in its own mode only.

    JPEG decodes at a fraction of its size (`draft`); of everything else a strip at a time changes
    its mode and shrinks.
    """
    from PIL import Image

    wanted = size_of(opened.size)
    opened.draft("RGB", wanted)
    opened.load()
    turn = opened.getexif().get(0x0112)
    factor = max(1, max(opened.size) // max(wanted))
    mode = _mode(opened)
    size = tuple(-(-side // factor) for side in opened.size)
    whole = Image.new(mode, size)
    _paste_strips(opened, whole, mode, factor)
    if turn in UPRIGHT:
        whole = whole.transpose(Image.Transpose(UPRIGHT[turn]))
    return whole


def _mode(opened: Any) -> str:
    if opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info:
        return "RGBA"
    return opened.mode if opened.mode in REDUCES else "RGB"


def _strip(strip: Any, opened: Any, mode: str) -> Any:
    if strip.mode.startswith("I"):  # 16 bits of grey: the upper eight, not the brightest white
        strip = strip.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if strip.mode == mode:
        return strip
    if "transparency" in opened.info:  # a colour of the palette, or one that stands for "nothing"
        strip.info["transparency"] = opened.info["transparency"]
    return strip.convert(mode)


def srgb(picture: Any, profile: bytes | None) -> Any:
    """Colours as a screen without profiles shows them; a profile that makes no sense is passed
    over.
    """
    from PIL import ImageCms

    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile and picture.mode != "L":
        try:
            read = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, read, made, outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture.convert(target)


def clean(opened: Any) -> Any:
    """A new picture of the same pixels: what was said about the old one (EXIF, GPS, XMP, comments)
    is not in it.
    """
    from PIL import Image

    profile = opened.info.get("icc_profile")
    longest = max(size_of(opened.size))
    picture = srgb(smaller(opened), profile)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    made = Image.new(picture.mode, picture.size)
    made.paste(picture)
    return made


def tappable(size: tuple[int, int]) -> tuple[int, int, int, int]:
    """What of a picture of this size its thumbnail shows: of a very long one the top, of a very
    wide one the middle, so that it can be read and tapped.
    """
    width, height = size
    if height > LONG * width:
        return 0, 0, width, width * 3 // 2
    if width > LONG * height:
        left = (width - 2 * height) // 2
        return left, 0, left + 2 * height, height
    return 0, 0, width, height


def written(picture: Any) -> bytes:
    """As WebP where it can be seen through, else as JPEG."""
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "WEBP", quality=82, method=4)
    else:
        picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def decode(data: bytes, kind: str, most_pixels: int) -> tuple[dict[str, Any], bytes, bytes]:
    """What the picture is (mode, pixels), its bytes, its thumbnail's.

    The decoders raise whatever they like.
    """
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # judged here, by kind
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
        pillow_heif.options.DECODE_THREADS = 1
    with Image.open(io.BytesIO(data), formats=(kind,)) as opened:
        if opened.width * opened.height > most_pixels:
            raise ValueError("more pixels than its header said")
        made = clean(opened)
    small = made.crop(tappable(made.size))
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    said = {"mode": made.mode, "width": made.width, "height": made.height}
    return said, written(made), written(small)


def peak() -> int:
    """The most memory this process had, in KiB; `getrusage` on Linux would count what its parent
    had before `exec`.
    """
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(kind: str, most_pixels: str) -> int:
    """Exit 0 with (length of what is said, of the picture) as two 4-byte numbers, then both and the
    thumbnail.
    """
    try:
        said, whole, small = decode(sys.stdin.buffer.read(), kind, int(most_pixels))
    except MemoryError:
        return NO_MEMORY
    except Exception as error:  # damaged files make the decoders raise whatever they like
        print(f"{type(error).__name__}: {error}"[:300], file=sys.stderr)
        return BROKEN
    said["peak_kib"] = peak()
    head = json.dumps(said).encode()
    out = sys.stdout.buffer
    out.write(struct.pack(">II", len(head), len(whole)) + head + whole + small)
    out.flush()
    return 0


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # nothing is left to tidy up, and large pictures take time to give back
