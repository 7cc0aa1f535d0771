"""A ballot on paper typed in one line by a clerk who has many to enter: short, forgiving about
signs and spaces, never about what it means. Called by the desk for piles of ballots.

one: 3 · approve: 1,4 or 1 4 · rank: 3>1>2 or 3 1 2 · points: 1=3,4=2 · each: 1=for,2=against or one
sign for each option, + - 0 · a motion: for. Abstain, none and invalid are said by their codes or by
the words of the reader's language. Between questions stands a semicolon.
"""

import re
import unicodedata

from deliberation.charter.numbers import whole
from deliberation.counting import papers
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import ABSTAIN, NONE, VERDICTS
from deliberation.readings.vote.ballot_papers import Asked, Paper
from deliberation.web.phrases import gettext as _
from deliberation.web.words import base as words
from deliberation.web.words.ballot import NONE_OF_THEM

from .filled import Filled
from .sheet import Sheet, judged

MOST = 600
SIGNS = {"+": "for", "-": "against", "0": "abstain"}
_APART = re.compile(r"[\s,>/]+")
_PAIR = re.compile(r"(\d+)\s*[=:]\s*([^\s,=:]+)")


def says_invalid(text: str) -> bool:
    """Whether the line says that the ballot is invalid."""
    return _code(_plain(text)) == INVALID


def of_line(paper: Paper, text: str) -> Sheet:
    """The sheet that the line says, judged like one that was ticked."""
    parts = _plain(text).split(";")
    sheet = Sheet(tuple(Filled(a) for a in paper.asked))
    if len(parts) != len(sheet.questions):
        sheet.questions[0].errors.append(
            _(
                "This paper has %(n)s questions: between their answers stands a semicolon.",
                n=len(sheet.questions),
            )
            if len(sheet.questions) > 1
            else _("This paper has one question: no semicolon stands in its answer.")
        )
        return sheet
    for q, part in zip(sheet.questions, parts, strict=True):
        _fill(q, part.strip())
    return judged(paper, sheet)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("、", ",").strip()


def _code(text: str, signs: bool = False) -> str:
    """for, against, abstain, none or invalid, however it was written; else the text.

    `signs`: + - 0 are verdicts here.
    """
    said = {
        str(NONE_OF_THEM).casefold(): NONE,
        **{str(words.CHOICE[c]).casefold(): c for c in (*VERDICTS, INVALID)},
        **(SIGNS if signs else {}),
    }
    return said.get(text.casefold(), text.casefold())


def _fill(q: Filled, part: str) -> None:
    form, word = q.asked.question.form, _code(part, q.asked.question.form == "motion")
    if form == "motion":
        q.ticked = frozenset({word} if word else ())
        if word not in (*VERDICTS, ""):
            _unread(q, part)
    elif word == ABSTAIN and form == "each":
        q.typed = dict(papers.abstention(q.asked.question).verdicts)
    elif word == ABSTAIN or word == NONE and q.asked.question.none:
        q.ticked = frozenset({word})
    elif form in ("points", "each"):
        _pairs(q, part, form == "each")
    else:
        _numbers(q, [t for t in _APART.split(part) if t], form == "rank")


def _numbers(q: Filled, found: list[str], ranked: bool) -> None:
    strange = next((t for t in found if not _known(q.asked, t)), None)
    if strange is not None:
        _unread(q, strange)
    elif _once(q, [int(t) for t in found]):
        if ranked:
            q.typed = {int(t): str(place) for place, t in enumerate(found, 1)}
        else:
            q.ticked = frozenset(str(int(t)) for t in found)


def _pairs(q: Filled, part: str, verdicts: bool) -> None:
    signs = part.replace(" ", "")
    if verdicts and len(signs) == q.asked.question.options and set(signs) <= SIGNS.keys():
        q.typed = {o: SIGNS[sign] for o, sign in enumerate(signs, 1)}
        return
    pairs = _PAIR.findall(part)
    rest = _PAIR.sub("", part).strip(" ,")
    if (
        rest
        or not all(_known(q.asked, o) for o, _said in pairs)
        or verdicts
        and any(_code(said, True) not in VERDICTS for _o, said in pairs)
    ):
        _unread(q, rest or part)
    elif _once(q, [int(o) for o, _said in pairs]):
        q.typed = {int(o): _code(said, True) if verdicts else said for o, said in pairs}


def _once(q: Filled, found: list[int]) -> bool:
    twice = next((n for n in found if found.count(n) > 1), None)
    if twice is not None:
        q.errors.append(_("No. %(n)s stands more than once.", n=twice))
    return twice is None


def _known(asked: Asked, text: str) -> bool:
    return whole(text, least=1, most=asked.question.options) is not None


def _unread(q: Filled, text: str) -> None:
    q.errors.append(_("“%(text)s” is not on this paper.", text=text[:20]))
