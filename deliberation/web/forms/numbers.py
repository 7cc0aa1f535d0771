"""Form fields for whole numbers and days, with the bounds every column and every sum of days keeps,
and a sentence that says them.
"""

from typing import Any

from wtforms import DateField, IntegerField

from deliberation.charter.numbers import FIRST_DAY, LAST_DAY, MOST, day_of, whole
from deliberation.web.phrases import gettext as _

_FULL_WIDTH = str.maketrans("０１２３４５６７８９－", "0123456789-")


class NumberField(IntegerField):
    """A whole number from `least` to `most`; full-width digits count as digits.

    Nothing typed is refused too, unless `Optional` allows it.
    """

    def __init__(
        self,
        label: Any = None,
        validators: Any = None,
        *,
        least: int = 0,
        most: int = MOST,
        **kw: Any,
    ) -> None:
        super().__init__(label, validators, **kw)
        self.least, self.most = least, most
        self.flags.min, self.flags.max = least, most  # for the browser's own field

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; it stays in the field where it is refused."""
        self.data = whole(_plain(valuelist), least=self.least, most=self.most)
        if self.data is None:
            raise ValueError(
                _(
                    "Please write a whole number from %(least)s to %(most)s.",
                    least=self.least,
                    most=self.most,
                )
            )


class DayField(DateField):
    """A day, within the years that can be counted with.

    Nothing typed is refused too, unless `Optional` allows it.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; it stays in the field where it is refused."""
        self.data = day_of(_plain(valuelist))
        if self.data is None:
            raise ValueError(
                _(
                    "Please write a day between %(first)s and %(last)s, for example 2026-07-01.",
                    first=FIRST_DAY.year,
                    last=LAST_DAY.year,
                )
            )


def _plain(valuelist: list[str]) -> str:
    return " ".join(valuelist).translate(_FULL_WIDTH).strip()
