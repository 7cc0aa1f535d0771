"""Reading a roster from CSV or XLSX: the whole file is checked first, every bad row named with row,
column and reason.

Called by `deliberation roster import`. Common column names and phones stored as numbers are
accepted.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from deliberation.charter.text import MOST_MARKS, is_seen, marks, plain
from deliberation.record.media.decoding import apart
from deliberation.roster.acts.people import RosterEntry

from . import sheet_reader

# field → accepted headings, the first is the template's
COLUMNS: dict[str, tuple[str, ...]] = {
    "estate": ("小区", "小区名称", "estate"),
    "building": ("楼栋", "栋", "楼号", "幢", "building"),
    "unit": ("单元", "单元号", "unit"),
    "room": ("房号", "室", "房间号", "门牌号", "room"),
    "name": ("姓名", "名字", "name"),
    "phone": ("手机号", "电话", "联系电话", "手机", "phone"),
    "birth_date": ("出生日期", "生日", "birth date", "birth_date", "date of birth"),
    "area": ("建筑面积", "面积", "面积(平方米)", "floor area", "area"),
    "tenure": ("业主或租户", "性质", "身份", "owner or tenant", "tenure"),
    "lives_here": ("是否居住", "居住", "lives here", "lives_here"),
}
SCRIPT = Path(sheet_reader.__file__)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel 97–2003; also a workbook with a password
SECONDS = 60  # of the processor, for 60,000 rows of a spreadsheet; 50,000 take ten
MOST_BYTES = 50 * 1024 * 1024
ROW = 65_536  # characters of one row of a CSV file
_TOO_MANY = f"the file has more rows than can be read at once: {sheet_reader.ROWS}"
NEEDED = ("building", "room", "name", "birth_date")
# Never guessed: 1980.11 is no day, and 1988111 may be the 11th of January or the 1st of November.
_WHOLE_DAY = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_EIGHT_DIGITS = r"(\d{4})(\d\d)(\d\d)"
_NO_DAY = r"\d{4}[-/.年]?\d{1,2}月?"
_OWNER, _TENANT = {"业主", "owner", "产权人", "o", ""}, {"租户", "租客", "承租人", "tenant", "t"}
_YES, _NO = {"是", "在住", "yes", "y", "1", "true", ""}, {"否", "不在住", "no", "n", "0", "false"}


@dataclass(frozen=True, slots=True)
class BadRow:
    """Row number as the spreadsheet shows it (the heading is row 1), column heading, reason."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.reason}"


@dataclass(frozen=True, slots=True)
class RosterFile:
    """Good entries in order, everything wrong, and what was rounded."""

    entries: tuple[RosterEntry, ...]
    bad: tuple[BadRow, ...]
    notes: tuple[BadRow, ...] = ()  # what was taken, but not to the letter


class NotARoster(ValueError):
    """The file is not what its name says, or lacks a needed column."""


def read(path: Path, today: date) -> RosterFile:
    """Check every row. Raises NotARoster for a file that cannot be a roster."""
    with path.open("rb") as file:
        begins = file.read(8)
    if begins == _OLE:
        raise NotARoster("an old Excel file")
    packed = begins[:4] == b"PK\x03\x04" or path.suffix.lower() == ".xlsx"
    rows = _xlsx(path) if packed else _csv(path)
    try:
        heading = next(rows)
    except StopIteration as error:
        raise NotARoster("the file is empty") from error
    where = _columns(heading)
    good: list[RosterEntry] = []
    bad: list[BadRow] = []
    notes: list[BadRow] = []
    for number, cells in enumerate(rows, 2):
        if not any(str(c if c is not None else "").strip() for c in cells):
            continue
        wrong: list[BadRow] = []
        entry = _entry(number, cells, where, today, wrong)
        bad += wrong
        if entry is not None and not wrong:
            good.append(entry)
            notes += _rounded(number, cells, where, entry)
    if not good and not bad:
        raise NotARoster("there is nobody in the file")
    return RosterFile(tuple(good), tuple(bad), tuple(notes))


def _rounded(
    number: int, cells: Any, where: dict[str, int], entry: RosterEntry
) -> Iterator[BadRow]:
    """A third of a flat has more decimals than a register keeps: it is taken, and said."""
    text = _bare_area(cells[where["area"]]) if where.get("area", len(cells)) < len(cells) else ""
    if text and abs(Decimal(text) * 100 - entry.area) > Decimal("0.0001"):
        taken = f"{entry.area // 100}.{entry.area % 100:02d}"
        yield BadRow(number, COLUMNS["area"][0], f"rounded: {text} → {taken}")


def _csv(path: Path) -> Iterator[list[Any]]:
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
    size, heading = 0, text.partition("\n")[0]
    between = max(",\t;", key=heading.count)  # as it was saved

    def lines() -> Iterator[str]:
        nonlocal size
        for line in io.StringIO(text):
            size += len(line)
            if size > ROW:
                raise NotARoster(f"a row is longer than can be read: {ROW}")
            yield line

    try:
        for number, row in enumerate(csv.reader(lines(), delimiter=between)):
            if number > sheet_reader.ROWS:
                raise NotARoster(_TOO_MANY)
            size = 0
            yield row[: sheet_reader.COLUMNS]
    except csv.Error as error:
        raise NotARoster("this is not a CSV file") from error


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


@dataclass(frozen=True, slots=True)
class NoValue:
    """A formula whose result is not in the file; `cell` as the spreadsheet names it."""

    cell: str


def _dated(said: dict[str, str]) -> datetime | NoValue:
    return NoValue(said["formula"]) if "formula" in said else datetime.fromisoformat(said["at"])


def _columns(heading: Any) -> dict[str, int]:
    named = {
        str(h or "").strip().lower().replace("（", "(").replace("）", ")"): i
        for i, h in enumerate(heading)
    }
    where = {field: named[n] for field, names in COLUMNS.items() for n in names if n in named}
    missing = [COLUMNS[f][0] for f in NEEDED if f not in where]
    if missing:
        raise NotARoster(f"row 1: column missing: {', '.join(missing)}")
    return where


def _entry(
    number: int, cells: Any, where: dict[str, int], today: date, bad: list[BadRow]
) -> RosterEntry | None:
    def cell(field: str) -> Any:
        i = where.get(field)
        value = cells[i] if i is not None and i < len(cells) else None
        return value.strip() if isinstance(value, str) else value

    def wrong(field: str, reason: str) -> None:
        bad.append(BadRow(number, COLUMNS[field][0], reason))

    unknown = {f: v.cell for f in where if isinstance(v := cell(f), NoValue)}
    for field, at in unknown.items():
        wrong(field, f"a formula without a value: {at}")
    if unknown:
        return None
    building, room, name = (_text(cell(f)) for f in ("building", "room", "name"))
    for field, most in (("estate", 80), ("building", 60), ("unit", 60), ("room", 60), ("name", 80)):
        reason = _no_text(_text(cell(field)), field in NEEDED, most)
        if reason:
            wrong(field, reason)
    born = _date(cell("birth_date"))
    if born is None:
        if typed := _text(cell("birth_date")):
            short = re.fullmatch(_NO_DAY, typed)
            reason = "year and month without the day" if short else "not a date"
            wrong("birth_date", f"{reason}: {typed}")
        else:
            wrong("birth_date", "empty")
    elif born > today:
        wrong("birth_date", f"not yet born: {born}")
    elif born < date(1900, 1, 1):
        wrong("birth_date", f"born too long ago: {born}")
    phone = _phone(cell("phone"))
    if phone is not None and not re.fullmatch(r"\+?\d{6,15}", phone):
        wrong("phone", f"not a phone number: {_text(cell('phone'))}")
    area = _area(cell("area"))
    if area is None:
        wrong("area", f"not an area in square metres: {_text(cell('area'))}")
    tenure = _one(cell("tenure"), {"owner": _OWNER, "tenant": _TENANT})
    if tenure is None:
        wrong("tenure", f"neither 业主 nor 租户: {_text(cell('tenure'))}")
    lives = _one(cell("lives_here"), {"yes": _YES, "no": _NO})
    if lives is None:
        wrong("lives_here", f"neither 是 nor 否: {_text(cell('lives_here'))}")
    if born is None or area is None or not (building and room and name):
        return None
    return RosterEntry(
        estate=_text(cell("estate")) or None,
        building=building,
        unit=_text(cell("unit")),
        room=room,
        name=name,
        phone=phone,
        birth_date=born.isoformat(),
        area=area,
        tenure=tenure or "owner",
        lives_here=lives == "yes",
    )


def _no_text(value: str, needed: bool, most: int) -> str | None:
    """What is wrong with the words of a cell; what cannot be seen is as empty as nothing."""
    if not is_seen(value) and (value or needed):
        return "empty"
    if len(value) > most:
        return "too long"
    if marks(value) > MOST_MARKS:
        return "too many marks on one letter"
    # Refused by the record, after earlier rows went in.
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        return "has characters that cannot be stored"
    return None


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else plain(str(value))


def _phone(value: Any) -> str | None:
    digits = re.sub(r"[\s\-()（）]", "", _text(value))
    return digits or None


def _date(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.fullmatch(_WHOLE_DAY, _text(value)) or re.fullmatch(_EIGHT_DIGITS, _text(value))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _area(value: Any) -> int | None:
    """Square metres → integer 0.01 m², rounded half up; empty → 0."""
    text = _bare_area(value)
    if not text:
        return 0
    if not re.fullmatch(r"\d{1,7}(\.\d{1,20})?", text):
        return None
    return int((Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _bare_area(value: Any) -> str:
    return _text(value).replace("㎡", "").replace("平方米", "").strip()


def _one(value: Any, choices: dict[str, set[str]]) -> str | None:
    text = _text(value).lower()
    return next((code for code, words in choices.items() if text in words), None)


def template() -> str:
    """The heading and one example row, as CSV with a byte-order mark so that spreadsheets read the
    Chinese.
    """
    return (
        "\ufeff"
        + ",".join(names[0] for names in COLUMNS.values())
        + "\r\n嘉禾苑,1栋,1,101,张三,13800000001,1980-05-01,89.50,业主,是\r\n"
    )
