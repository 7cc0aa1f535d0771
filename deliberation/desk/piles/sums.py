"""The sums of a secret pile as they are typed: what was said to each question, and names written in
(另选他人), a row each.

Called by the paper desk; `judging` says what is wrong with them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from deliberation.charter.numbers import whole
from deliberation.charter.voting.paper import MOST_VOTES
from deliberation.counting.motion import sums
from deliberation.counting.papers import VERDICTS, Question
from deliberation.readings.vote.ballot_papers import Paper
from deliberation.web.phrases import gettext as _
from deliberation.web.words import ballot as ballot_words
from deliberation.web.words.base import CODES

EMPTY, MORE, MOST_ROWS = (
    3,
    3,
    400,
)  # rows for names: at first, at each press of the button, and of one question in all
_SPACE_IN_HAN = re.compile(r"(?<=[\u3400-\u9fff·])\s+(?=[\u3400-\u9fff·])")


@dataclass(slots=True)
class Line:
    """One candidate with their verdicts, or one thing that can be said.

    `cells`: (what, its word).
    """

    label: str
    cells: tuple[tuple[str, str], ...]
    wrong: str = ""


@dataclass(slots=True)
class Written:
    """A row for a name on ballots and its votes, as typed."""

    n: int
    name: str
    votes: str
    wrong: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything was typed."""
        return bool(self.name or self.votes)


@dataclass(slots=True)
class Sums:
    """One question of the pile.

    `post` of an election, else ""; `most` marks for somebody on one ballot, 0 for any number;
    `written`: None where no names may be written in.
    """

    no: int
    question: Question
    post: str
    lines: list[Line]
    written: list[Written] | None = None
    wrong: list[str] = field(default_factory=list)

    @property
    def said(self) -> dict[str, str]:
        """What can be said → in words, with the candidate's name."""
        return {
            what: _("%(name)s: %(points)s", name=line.label, points=word) if word else line.label
            for line in self.lines
            for what, word in line.cells
        }

    @property
    def title(self) -> str:
        """The post, or "" where the page numbers its questions."""
        return str(CODES[f"post_{self.post}"]) if self.post else ""

    @property
    def most(self) -> int:
        """How many may be chosen on one ballot."""
        return self.question.seats if self.question.form == "each" else 0


def asked(
    paper: Paper | None, posts: Mapping[int, str], *, write_ins: bool, values: Mapping[str, str]
) -> list[Sums]:
    """What is summed of each question, with the rows for names as typed.

    `posts`: question → post, of an election.
    """
    if paper is None:
        return [Sums(1, sums.MOTION, "", _lines(sums.MOTION, {}))]
    return [
        Sums(
            a.number,
            a.question,
            posts.get(a.number, ""),
            _lines(a.question, {str(o.number): ballot_words.name_of(o) for o in a.options}),
            _rows(values, a.number) if write_ins and a.number in posts else None,
        )
        for a in paper.asked
    ]


def _lines(q: Question, names: Mapping[str, str]) -> list[Line]:
    if q.form == "each":
        return [
            Line(name, tuple((f"{n}={v}", ballot_words.word(v)) for v in VERDICTS))
            for n, name in names.items()
        ]
    return [
        Line(names[what] if what in names else ballot_words.word(what), ((what, ""),))
        for group in sums.groups(q)
        for what in group
    ]


def _rows(values: Mapping[str, str], no: int) -> list[Written]:
    count = number_of(values.get(f"rows{no}", "")) or EMPTY
    if values.get("more") == str(no):
        count += MORE
    return [
        Written(
            n, name_of(values.get(f"name{no}-{n}", "")), values.get(f"votes{no}-{n}", "").strip()
        )
        for n in range(1, min(count, MOST_ROWS) + 1)
    ]


def name_of(typed: str) -> str:
    """A name in one spelling, so that two people who enter it mean the same: no blanks between
    Chinese characters, single ones elsewhere.
    """
    return _SPACE_IN_HAN.sub("", " ".join(typed.split()))


def number_of(typed: str) -> int | None:
    """Votes as typed; None where that is no number of them."""
    return whole(typed, most=MOST_VOTES)
