"""A ballot as it is filled in: what was ticked or typed, what is wrong with it and beside which
field, and the one spelling of it when nothing is.

Made from a posted form, from a ballot cast before or from a line typed by a clerk; shown by
templates/_parts/ballot/ballot.html, and short by paper_line.html beside it. A field is q<question>
or q<question>-<option>, after the prefix of its sheet where a page has several.
"""

from dataclasses import dataclass
from typing import Any

from deliberation.counting import papers
from deliberation.counting.papers import Answer
from deliberation.readings.vote.ballot_papers import Asked, Paper

from .filled import Filled, read


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
            read(q)
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
