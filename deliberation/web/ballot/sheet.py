"""A ballot as it is filled in: what was ticked or typed, what is wrong with it and beside which
field, and the one spelling of it when nothing is.

Made from a posted form, from a ballot cast before or from a line typed by a clerk; shown by
templates/_parts/ballot/ballot.html, and short by paper_line.html beside it. A field is q<question>
or q<question>-<option>, after the prefix of its sheet where a page has several.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.charter.numbers import whole
from deliberation.counting import papers
from deliberation.counting.papers import ABSTAIN, NONE, VERDICTS, Answer, BadPaper
from deliberation.readings.vote.ballot_papers import Asked, Paper
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


@dataclass
class Sheet:
    """A whole ballot. `text` is what is cast, None while anything is wrong or missing."""

    questions: tuple[Filled, ...]
    text: str | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing at all is marked."""
        return all(q.empty for q in self.questions)

    def only(self, question: int | None) -> "Sheet":
        """The same for somebody who may answer this question alone (None: every one)."""
        for q in self.questions:
            if question not in (None, q.asked.number):
                q.left_out, q.ticked, q.typed, q.errors, q.beside, q.answer = (
                    True,
                    frozenset(),
                    {},
                    [],
                    {},
                    papers.abstention(q.asked.question),
                )
        return self

    @property
    def wrong(self) -> list[Filled]:
        """The questions that have to be looked at again."""
        return [q for q in self.questions if q.wrong]


def blank(paper: Paper, prefix: str = "") -> Sheet:
    """Nothing chosen yet."""
    return Sheet(tuple(Filled(a, prefix=prefix) for a in paper.asked))


def of_choice(paper: Paper, choice: str) -> Sheet:
    """A ballot cast before, or confirmed, as it would be filled in again; blank for what is
    none.
    """
    answers = paper.answers(choice)
    if answers is None:
        return blank(paper)
    return Sheet(
        tuple(_shown(a, answer) for a, answer in zip(paper.asked, answers, strict=True)), choice
    )


def _shown(asked: Asked, answer: Answer) -> Filled:
    if answer.word is not None:
        return Filled(asked, frozenset({answer.word}))
    if asked.question.form in ("one", "approve"):
        return Filled(asked, frozenset(map(str, answer.chosen)))
    return Filled(
        asked,
        typed=dict(answer.verdicts) if answer.verdicts else {o: str(n) for o, n in answer.marks},
    )


def as_typed(paper: Paper, fields: Any, prefix: str = "") -> Sheet:
    """What was typed before, shown again without judging it. `fields`: a MultiDict."""
    if not prefix and "choice" in fields:  # from the confirm page
        return of_choice(paper, fields.get("choice", ""))
    return Sheet(tuple(_posted(a, fields, prefix) for a in paper.asked))


def of_form(paper: Paper, fields: Any, only: int | None = None, prefix: str = "") -> Sheet:
    """What was posted, judged. `fields`: a MultiDict.

    `only`: the one question that may be answered.
    """
    return judged(paper, as_typed(paper, fields, prefix).only(only))


def judged(paper: Paper, sheet: Sheet) -> Sheet:
    """The same sheet, with every answer made or what is wrong said; with its text where nothing
    is.
    """
    for q in sheet.questions:
        if q.answer is None and not q.wrong:
            _read(q)
    if not sheet.wrong:
        answers = [q.answer for q in sheet.questions if q.answer is not None]
        sheet.text = papers.write(paper.questions, answers)
    return sheet


def _posted(asked: Asked, fields: Any, prefix: str) -> Filled:
    name = f"{prefix}q{asked.number}"
    typed = {
        o.number: " ".join(fields.get(f"{name}-{o.number}", "").split())[:40] for o in asked.options
    }
    return Filled(
        asked,
        frozenset(v for v in fields.getlist(name) if v),
        {o: text for o, text in typed.items() if text},
        prefix=prefix,
    )


def _read(q: Filled) -> None:
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
