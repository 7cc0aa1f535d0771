"""Why a file is not taken, in the reader's words. Called by web.forms.files."""

from datetime import timedelta

from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

BUSY = _l(
    "Pictures of others are being read just now. Nothing was sent; please try again in a minute."
)
NOT_STORED = _l("Files cannot be stored just now. Please try again later, or send it without.")
_DAMAGED = _l("File %(n)s: it is damaged and cannot be read.")
# `intake.BadFile`'s code → what is wrong
_WRONG = {
    "empty": _l("File %(n)s: it is empty."),
    "too_big": _l("File %(n)s: larger than %(mb)s MB. Please make it smaller first."),
    "unknown_kind": _l(
        "File %(n)s: only photos (JPEG, PNG, WebP, HEIC) and PDF can be added. What "
        "counts is the content, not the name."
    ),
    "too_many_pixels": _l(
        "File %(n)s: the picture is too large to open. Please save it smaller (at most "
        "20 million pixels)."
    ),
    "too_plain": _l(
        "File %(n)s: very many pixels in a very small file; such a picture is not "
        "opened. Please take a photo or a screenshot of it."
    ),
    "too_heavy": _l(
        "File %(n)s: the picture takes too much to open. Please save it smaller, or as JPEG."
    ),
}


def said_of(code: str, n: int, most_mb: int) -> str:
    """What is wrong with file `n` (`intake.BadFile`'s code)."""
    return _WRONG.get(code, _DAMAGED) % {"n": n, "mb": most_mb}


def spent(left: timedelta) -> str:
    """The hour's pictures, or its seconds of the processor, are used up."""
    return _(
        "You have sent as many pictures in this hour as are read for one person. "
        "Nothing was sent; please try again in %(n)s minutes.",
        n=max(1, -(-int(left.total_seconds()) // 60)),
    )
