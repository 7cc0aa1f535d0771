"""What a whole number or a day may be, wherever somebody types one: in an address, a form, a file.
Called by web, readings and acts.

A column of whole numbers ends at 2³¹−1 on PostgreSQL, a day far from ours overflows when days are
added to it.
"""

from datetime import date

MOST = 2**31 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_LONGEST = len(str(MOST))


def whole(text: str | None, *, least: int = 0, most: int = MOST) -> int | None:
    """The number that these ASCII digits spell, within `least` and `most`; None for anything else,
    other digits and signs included.
    """
    if not text or len(text) > _LONGEST or not (text.isascii() and text.isdigit()):
        return None
    number = int(text)
    return number if least <= number <= most else None


def day_of(text: str | None) -> date | None:
    """The day YYYY-MM-DD (zeros may be missing) between FIRST_DAY and LAST_DAY; None for anything
    else.
    """
    parts = [whole(part) for part in (text or "").split("-")]
    if len(parts) != 3 or None in parts:
        return None
    try:
        day = date(*parts)  # type: ignore[arg-type]
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
