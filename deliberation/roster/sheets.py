"""The rows of a CSV or XLSX file, whatever program saved it, within bounds."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from deliberation.record.media.decoding import apart

from . import sheet_reader

SCRIPT = Path(sheet_reader.__file__)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97–2003; also a workbook with a password
SECONDS = 60  # of the processor, for 60,000 rows of a spreadsheet; 50,000 take ten
MOST_BYTES = 50 * 1024 * 1024
ROW = 65_536  # characters of one row of a CSV file
_TOO_MANY = f"the file has more rows than can be read at once: {sheet_reader.ROWS}"


class NotARoster(ValueError):
    """The file is not what its name says, or lacks a needed column."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula whose result is not in the file; `cell` as the spreadsheet names it."""

    cell: str


def _dated(said: dict[str, str]) -> datetime | NoValue:
    return NoValue(said["formula"]) if "formula" in said else datetime.fromisoformat(said["at"])


def rows_of(path: Path) -> Iterator[list[Any]]:
    """The heading and every row below it. Raises NotARoster for a file that is neither."""
    with path.open("rb") as file:
        begins = file.read(8)
    if begins == _OLE:
        raise NotARoster("an old Excel file")
    packed = begins[:4] == b"PK\x03\x04" or path.suffix.lower() == ".xlsx"
    return _xlsx(path) if packed else csv_of(path)


def csv_of(path: Path) -> Iterator[list[Any]]:
    """Text in UTF-8, UTF-16 or GB18030, with commas, semicolons or tabs."""
    if path.stat().st_size > MOST_BYTES:
        raise NotARoster(f"the file is larger than a roster can be: {MOST_BYTES >> 20}")
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # what Excel calls "Unicode text"
        return _csv_rows(data.decode("utf-16", "replace"))
    if b"\x00" in data:
        raise NotARoster("this is not a CSV file")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise NotARoster("the file is neither UTF-8 nor GB18030 text")
    return _csv_rows(text)


def _csv_rows(text: str) -> Iterator[list[Any]]:
    """One row after the other: neither a line nor a row that goes on over many lines is gathered
    beyond ROW characters.
    """
    lines = _Lines(text)
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=lines.between())):
            if number > sheet_reader.ROWS:
                raise NotARoster(_TOO_MANY)
            lines.size = 0
            yield row[: sheet_reader.COLUMNS]
    except csv.Error as error:
        raise NotARoster("this is not a CSV file") from error


class _Lines:
    """A text line by line. `size`: characters since it was last set to nothing."""

    def __init__(self, text: str) -> None:
        self._text, self.size = text, 0

    def between(self) -> str:
        """What stands between cells, as it was saved."""
        heading = self._text.partition("\n")[0]
        return max(",\t;", key=heading.count)

    def __iter__(self) -> Iterator[str]:
        for line in io.StringIO(self._text):
            self.size += len(line)
            if self.size > ROW:
                raise NotARoster(f"a row is longer than can be read: {ROW}")
            yield line


def _xlsx(path: Path) -> Iterator[list[Any]]:
    """Read in a process apart: what a spreadsheet unpacks to is bounded there, and stays there."""
    if path.stat().st_size > MOST_BYTES:
        raise NotARoster(f"the file is larger than a roster can be: {MOST_BYTES >> 20}")
    try:
        ended = apart.run(SCRIPT, data=path.read_bytes(), seconds=SECONDS)
    except apart.Busy as error:
        raise NotARoster("others' files are being read just now") from error
    except apart.TooHeavy as error:
        raise NotARoster("the file takes too much to read") from error
    if ended.status == sheet_reader.REFUSED:
        raise NotARoster(ended.said.strip())
    if ended.status == sheet_reader.NO_MEMORY:
        raise NotARoster("the file takes too much to read")
    if ended.status:
        raise NotARoster("this is not an XLSX file")
    return (json.loads(line, object_hook=_dated) for line in io.BytesIO(ended.out))
