"""A ballot in plain words: what a question asks, how it is answered, and what an answer says.

Used by the ballot, the confirm page, receipts and tables of named ballots.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deliberation.counting.papers import NONE, Answer, BadPaper, Question
from deliberation.readings.vote.ballot_papers import Asked, Choosable, Paper
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.phrases import ngettext
from deliberation.web.values.money import yuan

from . import base as words

NONE_OF_THEM = _l("None of them")
TITLES: dict[tuple[str, bool], Any] = {
    ("plan", True): _l("Which plan do you choose?"),
    ("plan", False): _l("Which plans do you choose?"),
    ("project", True): _l("Which project do you choose?"),
    ("project", False): _l("Which projects should be paid for?"),
    ("candidate", True): _l("Whom do you choose?"),
    ("candidate", False): _l("Whom do you choose?"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One question's answer: its title where there are several, lines in order.

    `ordered`: the lines are a ranking.
    """

    title: str
    lines: tuple[str, ...]
    ordered: bool = False


def name_of(option: Choosable) -> str:
    """What an option is called."""
    return option.name or _("(erased)")


def title_of(asked: Asked) -> str:
    """What a question asks."""
    if asked.question.form == "motion":
        return _("Are you for it?")
    return str(TITLES.get((asked.what, asked.question.form == "one"), _l("What do you choose?")))


def numbered(asked: Asked) -> str:
    """A question by its number and what it asks."""
    return _("Question %(n)s: %(wrong)s", n=asked.number, wrong=title_of(asked))


def how_to(asked: Asked) -> str:
    """How the question is answered, with its limits."""
    told = _HOW.get(asked.question.form)
    return told(asked.question) if told else _("Choose one.")


def _how_to_approve(q: Question) -> str:
    if not q.most:
        return _("Tick as many as you like.")
    return ngettext(
        "Tick what you want, at most %(num)s.", "Tick what you want, at most %(num)s.", q.most
    )


def _how_to_rank(q: Question) -> str:
    order = _(
        "Put them in your order: 1 for your first choice, 2 for the next, and so on. "
        "Leave empty what you do not want to rank."
    )
    if not q.most:
        return order
    return order + " " + ngettext("At most %(num)s place.", "At most %(num)s places.", q.most)


def _how_to_give(q: Question) -> str:
    if not q.most:
        return _("Give points, as many as you think right.")
    return ngettext(
        "You have %(num)s point. Give it as you like.",
        "You have %(num)s points. Divide them as you like; you need not use all.",
        q.most,
    )


def _how_to_mark(q: Question) -> str:
    unmarked = _("Whoever you leave unmarked counts as abstain.")
    if not q.seats:
        return unmarked
    most = ngettext("For at most %(num)s of them.", "For at most %(num)s of them.", q.seats)
    return f"{most} {unmarked}"


_HOW: dict[str, Callable[[Question], str]] = {
    "approve": _how_to_approve,
    "rank": _how_to_rank,
    "points": _how_to_give,
    "each": _how_to_mark,
}


def wrong(asked: Asked, bad: BadPaper, answer: Answer) -> str:
    """What a paper does not allow, with the numbers that say so."""
    q = asked.question
    if bad.code == "too_many":
        return _too_many(q, answer)
    if q.form == "one" and len(answer.marks) > 1:
        return _("You chose %(given)s, but only one is allowed.", given=len(answer.marks))
    return _("This does not fit the paper. Please look at it again.")


def _too_many(q: Question, answer: Answer) -> str:
    if q.form == "points":
        given = sum(n for _o, n in answer.marks)
        return _(
            "You gave %(given)s points together, %(over)s more than the %(most)s you have.",
            given=given,
            over=given - q.most,
            most=q.most,
        )
    if q.form == "each":
        given = sum(v == "for" for _o, v in answer.verdicts)
        return _(
            "You are for %(given)s, but at most %(most)s can be chosen.", given=given, most=q.seats
        )
    return _(
        "You chose %(given)s, but at most %(most)s are allowed.",
        given=len(answer.marks),
        most=q.most,
    )


def word(code: str) -> str:
    """for, against, abstain, none."""
    return str(NONE_OF_THEM) if code == NONE else str(words.CHOICE[code])


def said(asked: Asked, answer: Answer) -> tuple[str, ...]:
    """One question's answer, a line for each thing chosen."""
    names = {o.number: name_of(o) for o in asked.options}
    form = asked.question.form
    if answer.word is not None:
        return (word(answer.word),)
    if form == "rank":
        return tuple(f"{at}. {names[o]}" for at, o in enumerate(answer.chosen, 1))
    if form == "points":
        return tuple(_beside(names[o], _points(n)) for o, n in answer.marks)
    if form == "each":
        return tuple(_beside(names[o], word(v)) for o, v in answer.verdicts)
    costs = {o.number: o.cost for o in asked.options}
    return tuple(
        names[o] + (f" ({yuan(costs[o])})" if asked.question.budget else "") for o in answer.chosen
    )


def _beside(name: str, what: str) -> str:
    return _("%(name)s: %(points)s", name=name, points=what)


def _points(n: int) -> str:
    return ngettext("%(num)s point", "%(num)s points", n)


def in_words(choice: str | None, paper: Paper | None = None) -> tuple[Said, ...]:
    """A whole ballot, one piece for each question."""
    if choice is None:
        return (Said("", ("—",)),)
    answers = paper.answers(choice) if paper is not None else None
    if paper is None or answers is None:
        return (Said("", (str(words.CHOICE.get(choice, choice)),)),)
    several = len(answers) > 1
    return tuple(
        Said(
            title_of(a) if several else "",
            said(a, answer),
            a.question.form == "rank" and answer.word is None,
        )
        for a, answer in zip(paper.asked, answers, strict=True)
    )


def in_a_line(choice: str | None, paper: Paper | None = None) -> str:
    """The same in one line, for tables."""
    return _("; ").join(_(", ").join(s.lines) for s in in_words(choice, paper))
