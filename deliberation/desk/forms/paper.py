"""Forms of the paper desk: what becomes of a ballot, a batch of ballots or of sums, the
scrutineer's code, the end.
"""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from deliberation.charter.needs.paper import UNUSED
from deliberation.charter.numbers import whole
from deliberation.charter.voting.paper import MOST_SERIAL, MOST_SHEETS, MOST_VOTES
from deliberation.desk.piles.lines import TICKED, TYPED
from deliberation.web.forms.civic import ChoiceCards, CivicForm, CodeField, chosen, filled
from deliberation.web.forms.codes import any_code
from deliberation.web.forms.numbers import NumberField
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l


class SettleForm(CivicForm):
    """What became of one ballot."""

    cause = ChoiceCards(
        _l("What happened to it?"),
        [chosen],
        choices=[
            ("unused", _l("It came back unmarked: the voter may vote online")),
            ("spoiled", _l("It is spoiled: the voter gives it back")),
            ("lost", _l("It is lost")),
        ],
    )
    replace = BooleanField(
        _l("Hand out one other ballot in its place now"),
        description=_l("For a spoiled or lost one only, and only once."),
    )

    def fit(self, *, online: bool, another: bool) -> None:
        """Promises no vote online where none is taken, and no other ballot where none is given."""
        if not online:
            first, *others = self.cause.choices or ()
            self.cause.choices = [(first[0], _l("It came back unmarked")), *others]
        if not another:
            del self.replace

    @property
    def replaces(self) -> bool:
        """Whether another is handed out; never for one that came back unmarked."""
        wanted = "replace" in self and self.replace.data  # away where none may be handed out
        return bool(wanted) and self.cause.data != UNUSED


class SizeForm(CivicForm):
    """How many sheets lie in the pile."""

    sheets = NumberField(
        _l("How many sheets are in the pile?"),
        [InputRequired()],
        least=1,
        most=MOST_SHEETS,
        description=_l(
            "Count every sheet, at most 100 in one pile. A sheet whose number was not handed "
            "out, is void, or comes twice is counted here and entered nowhere."
        ),
        render_kw={"inputmode": "numeric"},
    )
    how = ChoiceCards(
        _l("How do you enter them?"),
        choices=[
            (TICKED, _l("Tick what stands on each sheet")),
            (TYPED, _l("Type it in one line, by the numbers of the paper (for practised hands)")),
        ],
        default=TICKED,
    )


class DestroyForm(CivicForm):
    """The last number printed."""

    last = NumberField(
        _l("Last number that was printed"),
        [InputRequired()],
        least=1,
        most=MOST_SERIAL,
        render_kw={"inputmode": "numeric"},
    )


class WitnessForm(CivicForm):
    """Who watches, and their own code."""

    witness_id = SelectField(
        _l("Scrutineer who watched"), [filled()], choices=[], validate_choice=False
    )
    witness_code = CodeField(
        _l("Their code (6 digits)"),
        [filled(), any_code],
        description=_l("Typed by that person, not by you."),
        render_kw={"maxlength": 20, "autocomplete": "off", "inputmode": "numeric"},
    )


def with_witness(supervisors: Iterable[tuple[str, str]]) -> WitnessForm:
    """A form whose only fields are the scrutineer beside the desk and their code."""
    form = WitnessForm()
    form.witness_id.choices = list(supervisors)
    return form


def sums(values: Any, asked: list[tuple[str, ...]]) -> tuple[list[tuple[int, str, int]], list[str]]:
    """(question, what, votes) as typed, invalid ones as question 0; and what is no number."""
    found, wrong = [], []
    for question, what in [
        (0, "invalid"),
        *((n, w) for n, whats in enumerate(asked, 1) for w in whats),
    ]:
        typed = values.get(f"sum{question}-{what}", "").strip() or "0"
        votes = whole(typed, most=MOST_VOTES)
        if votes is None:
            wrong.append(_("%(text)s is no number.", text=typed[:20]))
        elif votes:
            found.append((question, what, votes))
    return found, wrong
