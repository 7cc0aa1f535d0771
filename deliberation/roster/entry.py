"""One row of a roster: each cell checked, every fault named with its column."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from deliberation.charter.text import MOST_MARKS, is_seen, marks, plain
from deliberation.roster.acts.people import RosterEntry

from .sheets import NoValue

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
# The texts of a row, each with how many characters it may have.
_TEXTS = {"estate": 80, "building": 60, "unit": 60, "room": 60, "name": 80}
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


@dataclass(slots=True)
class Row:
    """A row of the file. `number` as the spreadsheet shows it; `where`: field → its column."""

    number: int
    cells: Sequence[Any]
    where: dict[str, int]
    bad: list[BadRow] = field(default_factory=list)

    def entry(self, today: date) -> RosterEntry | None:
        """What it says; None, or anything in `bad`, where it cannot be taken."""
        if self._without_value():
            return None
        self._check_texts()
        born, phone, area = self._born(today), self._phone(), self._area()
        tenure, lives = self._tenure(), self._lives_here()
        building, room, name = (self._text(f) for f in ("building", "room", "name"))
        if born is None or area is None or not (building and room and name):
            return None
        return RosterEntry(
            estate=self._text("estate") or None,
            building=building,
            unit=self._text("unit"),
            room=room,
            name=name,
            phone=phone,
            birth_date=born.isoformat(),
            area=area,
            tenure=tenure or "owner",
            lives_here=lives == "yes",
        )

    def rounded(self, entry: RosterEntry) -> Iterator[BadRow]:
        """A third of a flat has more decimals than a register keeps: it is taken, and said."""
        text = _bare_area(self._cell("area"))
        if text and abs(Decimal(text) * 100 - entry.area) > Decimal("0.0001"):
            taken = f"{entry.area // 100}.{entry.area % 100:02d}"
            yield BadRow(self.number, COLUMNS["area"][0], f"rounded: {text} → {taken}")

    def _cell(self, name: str) -> Any:
        i = self.where.get(name)
        value = self.cells[i] if i is not None and i < len(self.cells) else None
        return value.strip() if isinstance(value, str) else value

    def _text(self, name: str) -> str:
        return _text(self._cell(name))

    def _wrong(self, name: str, reason: str) -> None:
        self.bad.append(BadRow(self.number, COLUMNS[name][0], reason))

    def _without_value(self) -> bool:
        """Whether it has formulas that were never worked out."""
        unknown = {f: v.cell for f in self.where if isinstance(v := self._cell(f), NoValue)}
        for name, at in unknown.items():
            self._wrong(name, f"a formula without a value: {at}")
        return bool(unknown)

    def _check_texts(self) -> None:
        for name, most in _TEXTS.items():
            value = self._text(name)
            if not is_seen(value) and (value or name in NEEDED):
                self._wrong(name, "empty")
            elif len(value) > most:
                self._wrong(name, "too long")
            elif marks(value) > MOST_MARKS:
                self._wrong(name, "too many marks on one letter")
            elif any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
                # The record would refuse it after earlier rows went in.
                self._wrong(name, "has characters that cannot be stored")

    def _born(self, today: date) -> date | None:
        born, typed = _date(self._cell("birth_date")), self._text("birth_date")
        if born is None:
            if re.fullmatch(_NO_DAY, typed):
                self._wrong("birth_date", f"year and month without the day: {typed}")
            else:
                self._wrong("birth_date", f"not a date: {typed}" if typed else "empty")
        elif born > today:
            self._wrong("birth_date", f"not yet born: {born}")
        elif born < date(1900, 1, 1):
            self._wrong("birth_date", f"born too long ago: {born}")
        return born

    def _phone(self) -> str | None:
        phone = _phone(self._cell("phone"))
        if phone is not None and not re.fullmatch(r"\+?\d{6,15}", phone):
            self._wrong("phone", f"not a phone number: {self._text('phone')}")
        return phone

    def _area(self) -> int | None:
        area = _area(self._cell("area"))
        if area is None:
            self._wrong("area", f"not an area in square metres: {self._text('area')}")
        return area

    def _tenure(self) -> str | None:
        tenure = _one(self._cell("tenure"), {"owner": _OWNER, "tenant": _TENANT})
        if tenure is None:
            self._wrong("tenure", f"neither 业主 nor 租户: {self._text('tenure')}")
        return tenure

    def _lives_here(self) -> str | None:
        lives = _one(self._cell("lives_here"), {"yes": _YES, "no": _NO})
        if lives is None:
            self._wrong("lives_here", f"neither 是 nor 否: {self._text('lives_here')}")
        return lives


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
