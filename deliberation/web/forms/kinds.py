"""The plain questions of a draft, one box each, and what a yes asks beside: drawn from the kinds of
matter themselves, so that a new kind needs no line in any form.

Used where somebody writes a proposal, at the desk too, and where a draft is submitted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from wtforms import BooleanField, Field
from wtforms.validators import Optional

from deliberation.charter.matters.questions import BY_KIND, QUESTIONS, asked
from deliberation.charter.rulebook import Rulebook
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import OptionalYuanField
from deliberation.web.words.matter import HINT, QUESTION

from .civic import CivicForm
from .numbers import DayField


@dataclass(frozen=True, slots=True)
class Beside:
    """A field of `Matter.asks`: on a draft it may stay empty; `read` gives what an act takes."""

    field: Callable[..., Field]
    label: Any  # where it is asked for sure, with its hint
    hint: Any
    if_so: Any  # beside the question, with its hint
    if_so_hint: Any
    read: Callable[[Any], Any]


BESIDE: dict[str, Beside] = {
    "cost": Beside(
        OptionalYuanField,
        _l("What it costs, in yuan"),
        _l("It spends the community’s money, so the sum is named now. The council checks it."),
        _l("If it does: what it costs, in yuan"),
        _l("Your estimate. The council checks it; quotes can be added as files."),
        lambda field: field.fen,
    ),
    "last_day": Beside(
        DayField,
        _l("The last day of the trial"),
        _l("After it residents are asked whether it stays. If nobody answers, it ends."),
        _l("If it is: the last day of the trial"),
        "",
        lambda field: field.data.isoformat() if field.data else None,
    ),
}


class AsksBeside(CivicForm):
    """A form with what kinds of matter ask beside the text."""

    def said(self) -> dict[str, Any]:
        """What `Submit` takes of it."""
        return {name: beside.read(self[name]) for name, beside in BESIDE.items() if name in self}

    def only(self, names: tuple[str, ...]) -> None:
        """Take away what is not asked."""
        for name in BESIDE:
            if name in self and name not in names:
                del self[name]


class AsksKinds(AsksBeside):
    """A form with the plain questions."""

    def boxes(self) -> Iterator[Field]:
        """The questions in their order, each followed by what a yes asks beside."""
        for matter in asked():
            assert matter.question is not None
            for name in (matter.question.code, *matter.asks):
                if name in self:
                    yield self[name]

    def answers(self) -> dict[str, bool]:
        """The answers."""
        return {q: q in self and bool(self[q].data) for q in QUESTIONS}

    def only_kinds_of(self, rulebook: Rulebook) -> None:
        """Take away the questions whose yes is known by a kind that these rules do not have."""
        for matter in asked():
            assert matter.question is not None
            code = matter.question.code
            if code in BY_KIND and code in self and not matter.kinds_in(rulebook):
                for name in (code, *matter.asks):
                    del self[name]


_B = TypeVar("_B", bound=type[AsksBeside])
_K = TypeVar("_K", bound=type[AsksKinds])


def asks_beside(form: _B) -> _B:
    """Give a form the fields of `BESIDE`, below those it has."""
    for name, beside in BESIDE.items():
        setattr(form, name, beside.field(beside.label, [Optional()], description=beside.hint))
    return form


def asks_kinds(form: _K) -> _K:
    """Give a form the questions and what they ask beside, below the fields it has."""
    for matter in asked():
        assert matter.question is not None
        code = matter.question.code
        setattr(form, code, BooleanField(QUESTION[code], description=HINT.get(code, "")))
        for name in matter.asks:
            beside = BESIDE[name]
            hint = beside.if_so_hint
            setattr(form, name, beside.field(beside.if_so, [Optional()], description=hint))
    return form
