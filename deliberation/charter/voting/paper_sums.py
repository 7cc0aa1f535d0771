"""Sums of secret ballots on paper, as a batch has them: each cell once, and whether they add up.

Called by the acts of the paper desk. An entry is [question, what, votes]; a name written on ballots
is `name:` with its number.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.reasons import refuse
from deliberation.counting.motion import sums
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question

from .paper import Entry, questions, sheets_fit


def secret_entries(case: Case, given: Iterable[Sequence[Any]], sheets: int) -> list[Entry]:
    """Sums of a secret vote: what was said to each question and the invalid ballots add up to the
    sheets. Zeros are left out.

    `question` 0 holds the invalid ballots. Refuses bad_number, bad_choice, totals_do_not_add_up.
    """
    asked = questions(case)
    if any(q.form not in sums.FORMS for q in asked):
        raise refuse("bad_choice", field="entries")  # a ranking cannot be had from sums
    found = _cells_filled(asked, given, sheets)
    sheets_fit(sheets, 0)
    _add_up(asked, found, sheets)
    return [[question, what, votes] for (question, what), votes in sorted(found.items()) if votes]


def _add_up(asked: Sequence[Question], found: Mapping[tuple[int, str], int], sheets: int) -> None:
    """Refuses totals_do_not_add_up."""
    invalid = found.get((0, INVALID), 0)
    for no, q in enumerate(asked, 1):
        said = {what: votes for (question, what), votes in found.items() if question == no}
        wrong = sums.wrong_sum(
            q,
            {what: votes for what, votes in said.items() if not is_write_in(what)},
            sheets - invalid,
            sum(votes for what, votes in said.items() if is_write_in(what)),
        )
        if wrong is not None:
            raise refuse("totals_do_not_add_up", question=no, total=wrong + invalid, sheets=sheets)


def _cells_filled(
    asked: Sequence[Question], given: Iterable[Sequence[Any]], sheets: int
) -> dict[tuple[int, str], int]:
    """Votes by question and what was said, each once, as the paper has it or as a name written in.

    Refuses bad_choice, bad_number.
    """
    of_paper = [tuple(what for group in sums.groups(q) for what in group) for q in asked]
    cells = [(INVALID,), *of_paper]
    found: dict[tuple[int, str], int] = {}
    for question, what, votes in given:
        known = cells[question] if 0 <= question < len(cells) else ()
        if (question, what) in found or what not in known and not (question and is_write_in(what)):
            raise refuse("bad_choice", field="what")
        if not 0 <= votes <= sheets:
            raise refuse("bad_number", field="votes")
        found[question, what] = votes
    return found


def is_write_in(what: str) -> bool:
    """Whether an entry speaks of a name written on ballots: `name:1`."""
    return what.startswith("name:")
