"""Why a file is not taken, in the reader's words. Called by web.forms.files."""

from datetime import timedelta

from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

BUSY = _l(
    "Pictures of others are being read just now. Nothing was sent; please try again in a minute."
)


def said_of(code: str, n: int, most_mb: int) -> str:
    """What is wrong with file `n` (`intake.BadFile`'s code)."""
    said = {
        "empty": _("File %(n)s: it is empty.", n=n),
        "too_big": _(
            "File %(n)s: larger than %(mb)s MB. Please make it smaller first.", n=n, mb=most_mb
        ),
        "unknown_kind": _(
            "File %(n)s: only photos (JPEG, PNG, WebP, HEIC) and PDF can be added. What "
            "counts is the content, not the name.",
            n=n,
        ),
        "too_many_pixels": _(
            "File %(n)s: the picture is too large to open. Please save it smaller (at most "
            "20 million pixels).",
            n=n,
        ),
        "too_plain": _(
            "File %(n)s: very many pixels in a very small file; such a picture is not "
            "opened. Please take a photo or a screenshot of it.",
            n=n,
        ),
        "too_heavy": _(
            "File %(n)s: the picture takes too much to open. Please save it smaller, or as JPEG.",
            n=n,
        ),
    }
    return said.get(code) or _("File %(n)s: it is damaged and cannot be read.", n=n)


def spent(left: timedelta) -> str:
    """The hour's pictures, or its seconds of the processor, are used up."""
    return _(
        "You have sent as many pictures in this hour as are read for one person. "
        "Nothing was sent; please try again in %(n)s minutes.",
        n=max(1, -(-int(left.total_seconds()) // 60)),
    )
