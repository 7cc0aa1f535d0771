"""Rows of semicolon-separated text with the line each begins on.

Quoted fields may hold semicolons, doubled quotes and line ends. For pb.py and the platform's own
ballots.

The csv module is asked only about rows that have a quotation mark: splitting is several times
faster.
"""

import csv
from collections.abc import Iterator

from .errors import BadFile


def text_of(data: bytes) -> str:
    """UTF-8 with or without a byte order mark; BadFile names the line of the first byte that is
    not.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(data.count(b"\n", 0, error.start) + 1, "this is not UTF-8 text") from error


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line, fields) of every row that is not blank.

    Fields are as written, with the spaces around them.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if '"' in line:
            fields, more = _quoted(lines, at - 1)
            yield at, fields
            at += more - 1
        elif line and not line.isspace():
            yield at, line.split(";")


def _quoted(lines: list[str], first: int) -> tuple[list[str], int]:
    reader = csv.reader(
        (lines[i] + "\n" for i in range(first, len(lines))),
        delimiter=";",
        strict=True,
        skipinitialspace=True,
    )
    try:
        return next(reader), reader.line_num
    except csv.Error as error:
        raise BadFile(first + 1, f"a quoted field is broken ({error})") from error
