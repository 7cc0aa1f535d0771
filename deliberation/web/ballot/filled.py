"""One question of a ballot as it is filled in, and the answer it makes by the form of the question;
or what is wrong with it, and beside which field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.numbers import whole
from deliberation.counting import papers
from deliberation.counting.papers import ABSTAIN, NONE, VERDICTS, Answer, BadPaper
from deliberation.readings.vote.ballot_papers import Asked
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.ballot import wrong

WORDS = (NONE, ABSTAIN)
MOST_POINTS = 999_999  # a place or a number of points; more is a slip of the finger
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass
class Filled:
    """One question as filled in.

    `ticked`: options and words ticked; `typed`: option → what stands in its field. `errors` belong
    to the whole, `beside` to an option.

    `left_out`: this ballot may not answer it, and abstains from it.
    """

    asked: Asked
    ticked: frozenset[str] = frozenset()
    typed: dict[int, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    beside: dict[int, str] = field(default_factory=dict)
    answer: Answer | None = None
    prefix: str = ""
    left_out: bool = False

    @property
    def name(self) -> str:
        """The name of its fields."""
        return f"{self.prefix}q{self.asked.number}"

    @property
    def empty(self) -> bool:
        """Whether nothing at all is marked."""
        return not self.ticked and not self.typed

    @property
    def wrong(self) -> bool:
        """Whether anything has to be mended."""
        return bool(self.errors or self.beside)


def read(q: Filled) -> None:
    """Make the answer, or say what is wrong, of the whole or beside an option."""
    words, options = q.ticked.intersection(WORDS), q.ticked.difference(WORDS)
    if words and (options or q.typed or len(words) > 1):
        q.errors.append(
            _("You chose something and also that you choose nothing. Please take one of them back.")
        )
        return
    q.answer = Answer(min(words)) if words else _FORMS[q.asked.question.form](q, options)
    if q.answer is None:
        return
    try:
        papers.read([q.asked.question], papers.write([q.asked.question], [q.answer]))
    except BadPaper as bad:
        q.errors.append(wrong(q.asked, bad, q.answer))


def _motion(q: Filled, options: frozenset[str]) -> Answer | None:
    said = q.ticked.intersection(VERDICTS)
    return Answer(min(said)) if len(said) == 1 else _missing(q)


def _ticked(q: Filled, options: frozenset[str]) -> Answer | None:
    """one and approve: the options ticked."""
    chosen = [o.number for o in q.asked.options if str(o.number) in options]
    return Answer(marks=tuple((o, 1) for o in chosen)) if chosen else _missing(q)


def _ranked(q: Filled, options: frozenset[str]) -> Answer | None:
    """Places typed; gaps are closed, equals are not guessed at."""
    places = _numbers(q, _("Please write a place here: 1 for your first choice, 2 for the next …"))
    if q.beside:
        return None
    for option, place in places.items():
        if list(places.values()).count(place) > 1:
            q.beside[option] = _("Place %(place)s stands more than once.", place=place)
    if q.beside or not places:
        return None if q.beside else _missing(q)
    return Answer(
        marks=tuple((o, at) for at, o in enumerate(sorted(places, key=places.__getitem__), 1))
    )


def _points(q: Filled, options: frozenset[str]) -> Answer | None:
    points = _numbers(q, _("Please write a whole number of points."), zero=True)
    given = tuple((o, n) for o, n in points.items() if n)
    if q.beside or not given:
        return None if q.beside else _missing(q)
    return Answer(marks=given)


def _each(q: Filled, options: frozenset[str]) -> Answer | None:
    """Whoever is not marked counts as abstain, as on paper; a paper without any mark is asked
    about.
    """
    said = {o: v for o, v in q.typed.items() if v in VERDICTS}
    return (
        Answer(verdicts=tuple((o.number, said.get(o.number, ABSTAIN)) for o in q.asked.options))
        if said
        else _missing(q)
    )


def _numbers(q: Filled, refusal: str, zero: bool = False) -> dict[int, int]:
    found = {}
    for option, text in q.typed.items():
        number = whole(text.translate(_FULL_WIDTH), least=0 if zero else 1, most=MOST_POINTS)
        if number is None:
            q.beside[option] = refusal
        else:
            found[option] = number
    return found


_ASK = {
    "motion": _l("Please choose one."),
    "one": _l("Please choose one."),
    "each": _l("Please mark at least one."),
}


def _missing(q: Filled) -> Answer | None:
    """No answer, and why it is wanted."""
    q.errors.append(
        str(_ASK.get(q.asked.question.form, _l("Please choose, or tick that you abstain.")))
    )
    return None


_FORMS: Mapping[str, Any] = {
    "motion": _motion,
    "one": _ticked,
    "approve": _ticked,
    "rank": _ranked,
    "points": _points,
    "each": _each,
}
