"""Ballot papers beyond a plain motion: what a round asks, what may be answered, and how an answer
is written. Called by the acts that cast and count, and by `verify`.

An answer is one short text, so that it is sealed, disclosed and counted like the choice of a
motion: one part per question, joined by ";". motion: for | against | abstain · one: 3 | none |
abstain · approve: 1,4 | abstain · rank: 3>1>2 | abstain · points: 1=3,4=2 | abstain · each:
1=for,2=against,3=abstain Options are numbered from 1 in the order of the paper.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

FORMS = ("motion", "one", "approve", "rank", "points", "each")
VERDICTS = ("for", "against", "abstain")
ABSTAIN, NONE = "abstain", "none"
MOST_OPTIONS = 300
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class BadPaper(ValueError):
    """An answer that the paper does not allow.

    `code`: bad_choice, too_many, too_few or twice; `question` counts from 1.
    """

    def __init__(self, code: str, question: int, most: int = 0) -> None:
        super().__init__(f"question {question}: {code}")
        self.code, self.question, self.most = code, question, most


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a round. `options`: how many. `rule`: the counting rule with its version.

    `seats`: how many options win at most (0: the rule says).

    `most`: options ticked or ranked at most, points given at most; 0 = no limit. `none`: whether
    都不同意 is offered. `budget` and `costs` in fen, for budget rules.
    """

    form: str
    rule: str
    options: int
    seats: int = 1
    most: int = 0
    none: bool = False
    budget: int = 0
    costs: tuple[int, ...] = ()
    excludes: tuple[tuple[int, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it stands in a fact."""
        return {
            **asdict(self),
            "costs": list(self.costs),
            "excludes": [list(pair) for pair in self.excludes],
        }

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Question":
        """The inverse of `as_json`."""
        return cls(
            **{
                **said,
                "costs": tuple(said["costs"]),
                "excludes": tuple((a, b) for a, b in said["excludes"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One question answered. `word`: for/against/abstain/none where that is the answer; `marks`:
    (option, points or place from 1 or 1) in the order written; `verdicts` of `each`.
    """

    word: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    verdicts: tuple[tuple[int, str], ...] = ()

    @property
    def chosen(self) -> tuple[int, ...]:
        """The options marked, in the order written."""
        return tuple(option for option, _ in self.marks)


def read(questions: Sequence[Question], text: str) -> tuple[Answer, ...]:
    """Every question's answer.

    Raises BadPaper for anything the paper does not allow, other spellings of the same answer
    included.
    """
    parts = text.split(";")
    if len(parts) != len(questions):
        raise BadPaper("bad_choice", min(len(parts), len(questions)))
    answers = tuple(
        _READ[q.form](q, part, at)
        for at, (q, part) in enumerate(zip(questions, parts, strict=True), 1)
    )
    if write(questions, answers) != text:
        raise BadPaper("bad_choice", 1)
    return answers


def write(questions: Sequence[Question], answers: Sequence[Answer]) -> str:
    """The one spelling of these answers."""
    return ";".join(_write(q, a) for q, a in zip(questions, answers, strict=True))


def _write(q: Question, a: Answer) -> str:
    if a.word is not None:
        return a.word
    if q.form == "rank":
        return ">".join(str(o) for o, _ in sorted(a.marks, key=lambda mark: mark[1]))
    if q.form == "points":
        return ",".join(f"{o}={n}" for o, n in sorted(a.marks))
    if q.form == "each":
        return ",".join(f"{o}={v}" for o, v in sorted(a.verdicts))
    return ",".join(str(o) for o in sorted(a.chosen))


def abstention(q: Question) -> Answer:
    """The answer that abstains from this question."""
    if q.form == "each":
        return Answer(verdicts=tuple((o, ABSTAIN) for o in range(1, q.options + 1)))
    return Answer(ABSTAIN)


def _option(q: Question, text: str, at: int) -> int:
    if not _NUMBER.fullmatch(text) or int(text) > q.options:
        raise BadPaper("bad_choice", at)
    return int(text)


def _motion(q: Question, text: str, at: int) -> Answer:
    if text not in VERDICTS:
        raise BadPaper("bad_choice", at)
    return Answer(text)


def _one(q: Question, text: str, at: int) -> Answer:
    if text == ABSTAIN or (text == NONE and q.none):
        return Answer(text)
    return Answer(marks=((_option(q, text, at), 1),))


def _several(q: Question, numbers: list[str], at: int, places: bool) -> Answer:
    found = [_option(q, n, at) for n in numbers]
    if len(set(found)) != len(found):
        raise BadPaper("twice", at)
    if q.most and len(found) > q.most:
        raise BadPaper("too_many", at, q.most)
    return Answer(marks=tuple((o, place if places else 1) for place, o in enumerate(found, 1)))


def _approve(q: Question, text: str, at: int) -> Answer:
    if text == ABSTAIN or (text == NONE and q.none):
        return Answer(text)
    return _several(q, text.split(","), at, places=False)


def _rank(q: Question, text: str, at: int) -> Answer:
    if text == ABSTAIN or (text == NONE and q.none):
        return Answer(text)
    return _several(q, text.split(">"), at, places=True)


def _pairs(q: Question, text: str, at: int) -> list[tuple[int, str]]:
    pairs = [part.split("=", 1) for part in text.split(",")]
    if any(len(pair) != 2 for pair in pairs):
        raise BadPaper("bad_choice", at)
    found = [(_option(q, o, at), said) for o, said in pairs]
    if len({o for o, _ in found}) != len(found):
        raise BadPaper("twice", at)
    return found


def _points(q: Question, text: str, at: int) -> Answer:
    if text == ABSTAIN:
        return Answer(text)
    pairs = _pairs(q, text, at)
    if not all(_NUMBER.fullmatch(said) for _, said in pairs):
        raise BadPaper("bad_choice", at)
    marks = tuple((o, int(said)) for o, said in pairs)
    if q.most and sum(n for _, n in marks) > q.most:
        raise BadPaper("too_many", at, q.most)
    return Answer(marks=marks)


def _each(q: Question, text: str, at: int) -> Answer:
    """A verdict on every option; at most as many for as there are seats."""
    pairs = _pairs(q, text, at)
    if any(said not in VERDICTS for _, said in pairs) or len(pairs) != q.options:
        raise BadPaper("bad_choice", at)
    if q.seats and sum(said == "for" for _, said in pairs) > q.seats:
        raise BadPaper("too_many", at, q.seats)
    return Answer(verdicts=tuple(pairs))


_READ = {
    "motion": _motion,
    "one": _one,
    "approve": _approve,
    "rank": _rank,
    "points": _points,
    "each": _each,
}
