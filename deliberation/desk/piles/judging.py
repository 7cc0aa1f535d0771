"""What is wrong with the sums of a secret pile, told beside its line before the act judges all of
it again. Called by the paper desk.
"""

from collections.abc import Container, Iterable, Mapping

from deliberation.charter.voting.paper import MOST_NAME
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import ngettext

from .sums import Sums, Written, name_of, number_of

Votes = Mapping[tuple[int, str], int]  # (question, what) → votes


def judge(
    found: Iterable[Sums], entries: Iterable[tuple[int, str, int]], sheets: int
) -> tuple[list[tuple[int, str, int]], list[str]]:
    """(question, name, votes) of the filled rows, and what is wrong with rows, candidates or a
    question; each stands beside its line too.
    """
    said = {(no, what): votes for no, what, votes in entries}
    valid = sheets - said.get((0, "invalid"), 0)
    named: list[tuple[int, str, int]] = []
    wrong: list[str] = []
    for s in found:
        _judge_candidates(s, said, valid)
        mine = _written_in(s, valid)
        _judge_choices(s, said, sum(mine.values()), valid)
        named += [(s.no, name, votes) for name, votes in mine.items()]
        wrong += _wrong(s)
    return named, wrong


def _wrong(s: Sums) -> list[str]:
    """Everything found wrong with a question: its lines, then its rows, then itself."""
    return [
        *(x.wrong for x in s.lines if x.wrong),
        *(r.wrong for r in s.written or () if r.wrong),
        *s.wrong,
    ]


def _judge_candidates(s: Sums, said: Votes, valid: int) -> None:
    """Where each candidate is voted on, every valid ballot says something of each."""
    for line in s.lines if s.question.form == "each" else ():
        total = sum(said.get((s.no, what), 0) for what, _word in line.cells)
        if total != valid:
            line.wrong = _(
                "%(name)s: %(total)s in all, but %(valid)s ballots are valid.",
                name=line.label,
                total=total,
                valid=valid,
            )


def _judge_choices(s: Sums, said: Votes, written: int, valid: int) -> None:
    """No more are chosen than can be. `written`: votes for names written in."""
    chosen = written + sum(
        votes for (no, what), votes in said.items() if no == s.no and what.endswith("=for")
    )
    if s.most and chosen > s.most * valid:
        s.wrong.append(
            ngettext(
                "%(chosen)s were chosen in all, but %(valid)s valid ballots with at most "
                "%(num)s name each can choose %(may)s.",
                "%(chosen)s were chosen in all, but %(valid)s valid ballots with at most "
                "%(num)s names each can choose %(may)s.",
                s.most,
                chosen=chosen,
                valid=valid,
                may=s.most * valid,
            )
        )


def _written_in(s: Sums, valid: int) -> dict[str, int]:
    """Name → votes of the rows that are right; the others say what is wrong."""
    printed = {name_of(line.label) for line in s.lines}
    named: dict[str, int] = {}
    for row in s.written or ():
        if not row.filled:
            continue
        votes = number_of(row.votes)
        row.wrong = (
            _typed_wrong(row, votes)
            or _name_wrong(row, named, printed)
            or _too_many(row, votes, valid)
        )
        if not row.wrong:
            named[row.name] = votes or 0
    return named


def _typed_wrong(row: Written, votes: int | None) -> str:
    if not row.name:
        return _("The name is missing beside %(votes)s votes.", votes=row.votes[:20])
    if not row.votes:
        return _("How many votes has %(name)s?", name=row.name)
    if not votes:
        text = row.votes[:20]
        return _("%(name)s: %(text)s is no number of votes.", name=row.name, text=text)
    return ""


def _name_wrong(row: Written, named: Container[str], printed: Container[str]) -> str:
    if len(row.name) > MOST_NAME:
        return _("The name is too long: at most %(most)s characters.", most=MOST_NAME)
    if row.name in named:
        return _("%(name)s stands in two rows: please add the votes together.", name=row.name)
    if row.name in printed:
        return _(
            "%(name)s is printed on the ballot: count these votes with the candidate’s own.",
            name=row.name,
        )
    return ""


def _too_many(row: Written, votes: int | None, valid: int) -> str:
    if votes is None or votes <= valid:
        return ""
    return _(
        "%(name)s: %(votes)s votes, but %(valid)s ballots are valid.",
        name=row.name,
        votes=votes,
        valid=valid,
    )
