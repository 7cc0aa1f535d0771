"""A date of birth as people write it, on a form of joining and in the shell's questions."""

import re
import unicodedata
from datetime import date


def is_like_a_date(typed: str) -> bool:
    """Whether it is written as a date is, though there may be no such day (1981-03-33)."""
    return _parts(typed) is not None


def _parts(typed: str) -> tuple[str, ...] | None:
    text = unicodedata.normalize("NFKC", typed or "").strip()
    if re.fullmatch(r"\d{8}", text):
        return (text[:4], text[4:6], text[6:])
    found = re.fullmatch(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,2}", text)
    return found.groups() if found else None


def read_date(typed: str) -> str | None:
    """A birth date as people write it (1958-3-7, 1958年3月7日, 19580307, 1958.03.07) → 1958-03-07,
    or None.
    """
    parts = _parts(typed)
    try:
        return date(*(int(p) for p in parts)).isoformat() if parts else None
    except ValueError:
        return None
