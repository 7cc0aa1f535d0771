"""The rows of a spreadsheet from standard input, one JSON list a line, read lazily and bounded; in
a process of its own.

Started by `roster.file` as a plain script (see record.media.decoding.apart): it imports nothing of
the application. What a spreadsheet unpacks to is said by nobody before it is read, so the system
holds the bound of memory and seconds.
"""

import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

COLUMNS = 40  # a roster has ten; whoever formats whole rows fills 16,384 with nothing
ROWS = 60_000
CELL = 500  # characters; the longest field has 80
TEXT = 32 * 1024 * 1024  # characters of all rows
MEMBERS = 300  # files inside the file
UNPACKED = 100 * 1024 * 1024  # bytes; 50,000 rows unpack to a fifth of it
RATIO, RATIO_FROM = (
    200,
    1024 * 1024,
)  # rows pack to a tenth; a sheet that packs to less than this was made to unfold
NO_MEMORY, NOT_XLSX, REFUSED = 3, 4, 5  # exit statuses; what is refused is said on standard error


class TooMuch(ValueError):
    """Which limit the file passes, in words desk.routes.roster.file.WRONG knows up to the colon."""


def packed_well(data: bytes) -> None:
    """What the file says of its parts. Raises TooMuch, BadZipFile."""
    with ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    if len(parts) > MEMBERS:
        raise TooMuch(f"the file has more parts than a spreadsheet can have: {MEMBERS}")
    steep = any(
        p.file_size > RATIO_FROM and p.file_size > RATIO * max(1, p.compress_size) for p in parts
    )
    if steep or sum(p.file_size for p in parts) > UNPACKED:
        raise TooMuch(f"the file unpacks to more than a roster can be: {UNPACKED >> 20}")


def rows(data: bytes) -> Iterator[list[Any]]:
    """The rows of the active sheet, at most COLUMNS wide.

    Raises TooMuch after ROWS; openpyxl raises whatever it likes.
    """
    from openpyxl import load_workbook

    _tell_of_formulas()
    sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False).active
    if sheet is None:
        raise TooMuch("the file has no sheet")
    read, last = 0, ROWS + 2  # the heading, and one row too many
    for number, cells in enumerate(
        sheet.iter_rows(max_col=COLUMNS, max_row=last, values_only=True)
    ):
        row = [_plain(c) for c in cells]
        while row and row[-1] is None:
            row.pop()
        read += sum(len(c) for c in row if isinstance(c, str))
        if number > ROWS:
            raise TooMuch(f"the file has more rows than can be read at once: {ROWS}")
        if read > TEXT:
            raise TooMuch(f"the file unpacks to more than a roster can be: {UNPACKED >> 20}")
        yield row


class Formula(str):
    """A cell whose formula was never worked out; the text is its name, such as G2."""


def _tell_of_formulas() -> None:
    """openpyxl gives an empty cell for a formula without a stored value; its reader is asked
    before that is lost.
    """
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet import _read_only
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class Parser(WorkSheetParser):
        def parse_cell(self, element: Any) -> dict[str, Any]:
            cell = super().parse_cell(element)
            formula = cell["value"] is None and element.find(FORMULA_TAG) is not None
            # t="str" with nothing in it is a result: the empty text
            if formula and element.get("t") != "str":
                cell["value"] = Formula(f"{get_column_letter(cell['column'])}{cell['row']}")
            return cell

    _read_only.WorkSheetParser = Parser


def _plain(cell: Any) -> Any:
    """As JSON can say it; a date as {"at": …}, a formula without a value as {"formula": …}."""
    if isinstance(cell, Formula):
        return {"formula": str(cell)}
    if isinstance(cell, datetime | date):
        return {"at": cell.isoformat()}
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    return (cell.isoformat() if isinstance(cell, time) else str(cell))[:CELL]


def main() -> int:
    """Write the rows as they are read."""
    # openpyxl takes it where it is: 30 MB for nothing. This process does nothing else.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    data, out = sys.stdin.buffer.read(), sys.stdout
    try:
        packed_well(data)
        for row in rows(data):
            out.write(json.dumps(row) + "\n")
        out.flush()
    except MemoryError:
        return NO_MEMORY
    except TooMuch as error:
        print(error, file=sys.stderr)
        return REFUSED
    except (BadZipFile, Exception) as error:  # a broken sheet shows only while it is read
        print(f"{type(error).__name__}: {error}"[:300], file=sys.stderr)
        return NOT_XLSX
    return 0


if __name__ == "__main__":
    status = main()
    os._exit(status)
