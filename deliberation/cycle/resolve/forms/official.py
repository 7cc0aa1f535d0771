"""Forms of a vote that the city's own system holds: where it is, the figures of its result, and
comparing them.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from wtforms import Field, SelectField, StringField
from wtforms.validators import Optional

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import SomeFilesField
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

_HEADS = re.compile(r"\d{1,8}")
_AREA = re.compile(r"(\d{1,11})(?:\.(\d{1,2}))?")


@dataclass(slots=True)
class Line:
    """One line of the figures as typed, and what it means: heads, and area in 0.01 m² (None where
    it is no number).
    """

    what: str
    label: str
    heads: str
    area: str

    @property
    def read(self) -> tuple[int, int] | None:
        """(heads, area in 0.01 m²)."""
        heads = _HEADS.fullmatch(_plain(self.heads))
        area = _AREA.fullmatch(_plain(self.area))
        return (
            (int(heads[0]), int(area[1]) * 100 + int((area[2] or "").ljust(2, "0") or "0"))
            if heads and area
            else None
        )


def _plain(typed: str) -> str:
    return re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", typed))


class FiguresField(Field):
    """A line of two numbers for each thing the result states; which they are, the page says before
    it is validated.
    """

    lines: tuple[Line, ...] = ()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Keep what was typed; the lines are made by `ask`."""
        self.process_errors, self.data, self._typed = [], None, formdata

    def ask(self, wanted: list[tuple[str, str]]) -> None:
        """(what, label) of each line."""

        def typed(what: str, side: str) -> str:
            return str(self._typed.get(f"{self.name}-{what}-{side}") or "") if self._typed else ""

        self.lines = tuple(
            Line(what, label, typed(what, "heads"), typed(what, "area")) for what, label in wanted
        )

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Every line has both numbers."""
        self.errors = [
            _(
                "%(line)s: a whole number of owners and an area in square metres with at "
                "most two decimals.",
                line=x.label,
            )
            for x in self.lines
            if x.read is None
        ]
        return not self.errors

    @property
    def figures(self) -> tuple[tuple[str, int, int], ...]:
        """As the act takes them; only after validation."""
        return tuple((x.what, *x.read) for x in self.lines if x.read is not None)


class AnnounceForm(CivicForm):
    """Which system, where, from when to when."""

    system = StringField(
        _l("Name of the official system"),
        [filled()],
        description=_l("For example: the city’s owners’ voting platform."),
        render_kw={"maxlength": 100},
    )
    link = StringField(
        _l("Its address (if it has one)"),
        description=_l("Begins with https:// or http://."),
        render_kw={"maxlength": 300, "inputmode": "url", "autocomplete": "off"},
    )
    opens_on = DayField(_l("First day of the vote there"))
    closes_on = DayField(_l("Last day of the vote there"))


class ResultForm(CivicForm):
    """What the system published, and what proves it."""

    system = StringField(
        _l("Name of the official system"), [filled()], render_kw={"maxlength": 100}
    )
    reference = StringField(
        _l("Number or address of the result there"), [filled()], render_kw={"maxlength": 200}
    )
    ended_on = DayField(_l("Day on which the vote there ended"))
    figures = FiguresField(_l("Figures"))
    outcome = ChoiceCards(
        _l("The outcome stated there"),
        [chosen],
        choices=[
            ("passed", _l("Passed")),
            ("rejected", _l("Rejected")),
            ("inquorate", _l("Not enough took part")),
        ],
    )
    chosen = SelectField(
        _l("The plan chosen there"), [Optional()], choices=[], validate_choice=False
    )
    files = SomeFilesField(_l("Evidence: the published result, as a picture or PDF"))
