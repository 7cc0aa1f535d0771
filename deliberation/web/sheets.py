"""A text with pictures on sheets of A4: on one in the largest type in which it fits, else on as
many as it needs. Called for the poster of an announcement.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from unicodedata import east_asian_width

BESIDE = 2  # pictures stand two in a row


@dataclass(frozen=True, slots=True)
class Size:
    """A type: the class of the style sheet, wide characters a line, lines beside title and code,
    lines that a row of pictures takes.
    """

    name: str
    wide: int
    lines: int
    row: int


SIZES = (Size("big", 33, 13, 8), Size("", 41, 19, 12), Size("small", 47, 25, 15))
RUNNING = Size("", 41, 26, 12)  # over several sheets: the first has no code, the last no title
LATER = 30  # lines of each sheet after the first


@dataclass(slots=True)
class Sheet:
    """One side of paper: the class of its type, a part of the text, the pictures below it."""

    size: str
    text: str = ""
    pictures: list[Any] = field(default_factory=list)


def sheets(text: str, pictures: Sequence[Any] = ()) -> list[Sheet]:
    """All of it, on as few sheets as can be read from a board."""
    rows = ceil(len(pictures) / BESIDE)
    for size in SIZES:
        if _height(text, size) + rows * size.row <= size.lines:
            return [Sheet(size.name, text, list(pictures))]
    return _running(text, pictures)


def _running(text: str, pictures: Sequence[Any]) -> list[Sheet]:
    """Text first, then the pictures, row after row."""
    found, left = [Sheet(RUNNING.name)], RUNNING.lines
    parts: list[list[str]] = [[]]
    for line in _broken(text):
        if left < 1:
            found, left = [*found, Sheet(RUNNING.name)], LATER
            parts.append([])
        parts[-1].append(line)
        left -= 1
    for sheet, lines in zip(found, parts, strict=True):
        sheet.text = "".join(lines).rstrip("\n")
    for at in range(0, len(pictures), BESIDE):
        if left < RUNNING.row:
            found, left = [*found, Sheet(RUNNING.name)], LATER
        found[-1].pictures += pictures[at : at + BESIDE]
        left -= RUNNING.row
    return found


def _height(text: str, size: Size) -> int:
    return sum(max(1, ceil(_width(line) / size.wide)) for line in text.splitlines())


def _broken(text: str) -> list[str]:
    """The text as it falls into lines; only the last of a paragraph ends with a break."""
    return [
        part + ("\n" if last else "")
        for line in text.splitlines()
        for part, last in _parts(line, RUNNING.wide)
    ]


def _parts(line: str, wide: int) -> list[tuple[str, bool]]:
    """A paragraph in pieces that fit, each with whether it is the last."""
    found, begun, width = [], 0, 0.0
    for at, c in enumerate(line):
        if width + _width(c) > wide:
            found.append((line[begun:at], False))
            begun, width = at, 0.0
        width += _width(c)
    return [*found, (line[begun:], True)]


def _width(text: str) -> float:
    """In wide characters; a letter of the alphabet takes little more than half of one."""
    return sum(1 if east_asian_width(c) in "WFA" else 0.56 for c in text)
