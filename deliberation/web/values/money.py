"""Money on pages and in forms: whole fen inside, yuan with at most two decimals to the reader.

Called by forms and as the filter `yuan`.
"""

import re
import unicodedata
from typing import Any

from wtforms import StringField, ValidationError

from deliberation.web.phrases import gettext as _

MOST = 10**13  # a hundred thousand million yuan: more is a slip of the finger
_YUAN = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,12})(?:\.(\d{1,2}))?", re.ASCII)


def fen(text: str) -> int | None:
    """The text "12,000.5" → 1200050; None for what is no sum of money."""
    text = unicodedata.normalize("NFKC", text).strip()  # a Chinese keyboard writes ￥３，０００
    found = _YUAN.fullmatch(text.removeprefix("¥").removesuffix("元").strip())
    if found is None:
        return None
    whole = int(re.sub(r"[, ]", "", found[1]))
    return whole * 100 + int((found[2] or "").ljust(2, "0") or "0")


def yuan(amount: int | None) -> str:
    """1200050 → ¥12,000.50; whole yuan without decimals."""
    if amount is None:
        return "—"
    whole, rest = divmod(abs(amount), 100)
    return f"{'−' if amount < 0 else ''}¥{whole:,}" + (f".{rest:02d}" if rest else "")


def plain(amount: int) -> str:
    """1200050 → 12000.50: as it is typed into a field."""
    whole, rest = divmod(amount, 100)
    return f"{whole}" + (f".{rest:02d}" if rest else "")


class YuanField(StringField):
    """A sum typed in yuan; `fen` is the integer, None while it is not one."""

    @property
    def fen(self) -> int | None:
        """The sum in fen."""
        return fen(self.data or "")

    @property
    def sum(self) -> int:
        """The sum in fen of a form that was found valid; AssertionError otherwise."""
        found = self.fen
        assert found is not None
        return found

    def pre_validate(self, form: Any) -> None:
        """Refuses what is no sum, beside the field."""
        if self.fen is None or self.fen > MOST:
            raise ValidationError(_("Please write a sum in yuan, for example 12000 or 12000.50."))


class OptionalYuanField(YuanField):
    """A sum that may be left out: `fen` is None then."""

    def pre_validate(self, form: Any) -> None:
        """Refuses only what was typed and is no sum."""
        if (self.data or "").strip():
            super().pre_validate(form)
