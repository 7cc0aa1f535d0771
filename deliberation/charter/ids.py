"""Opaque ids: 26 letters, 80 random bits, safe in URLs and facts; time-ordered, but for those of
acts, which hold no time.

Made outside the charter (time and randomness are arguments) by `record.ids.new_id`.
"""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}\Z")


def make_id(milliseconds: int, randomness: bytes) -> str:
    """48 bits of time in milliseconds and 10 random bytes → 26 letters of base 32, sortable as
    text.
    """
    number = (milliseconds & (2**48 - 1)) << 80 | int.from_bytes(randomness[:10], "big")
    letters = []
    for _ in range(26):
        letters.append(ALPHABET[number & 31])
        number >>= 5
    return "".join(reversed(letters))


def drawn(rows: Iterable[T], new_id: Callable[[], str]) -> list[T]:
    """The rows in random order, by lots from fresh ids: where one stands says nothing of it."""
    lots = [(new_id()[10:], i, row) for i, row in enumerate(rows)]
    return [row for _, _, row in sorted(lots, key=lambda lot: lot[:2])]


def is_id(text: object) -> bool:
    """Whether this has the shape of an id; says nothing about its existence."""
    return isinstance(text, str) and _SHAPE.match(text) is not None
