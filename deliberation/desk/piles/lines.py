"""The lines of a pile of ballots by name as a clerk fills them in: the number on each sheet and
what it says, ticked or typed in short; what is wrong stands beside its line.

A line left empty is a sheet that counts for nothing. Called by the paper desk; the act judges every
entry again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from deliberation.charter.numbers import whole
from deliberation.charter.voting.paper import MOST_SERIAL, MOST_SHEETS
from deliberation.charter.voting.piles import Lies
from deliberation.counting.motion.motion import CHOICES, INVALID
from deliberation.readings.vote.ballot_papers import Paper
from deliberation.web.ballot import sheet as ballot_sheet
from deliberation.web.ballot import typed as ballot_typed
from deliberation.web.ballot.sheet import Sheet
from deliberation.web.phrases import gettext as _
from deliberation.web.words.ballot import numbered

MOST_FIELDS = 3000  # on one page; a pile of long papers has fewer sheets
TICKED, TYPED = "ticked", "typed"


@dataclass
class Line:
    """One sheet. `typed`: what it says in short, or of a motion its choice; `sheet`: the same in
    fields. `entry` is made when nothing is wrong.
    """

    n: int
    prefix: str
    serial: str = ""
    invalid: bool = False
    typed: str = ""
    sheet: Sheet | None = None
    errors: list[str] = field(default_factory=list)
    serial_wrong: bool = False
    entry: tuple[int, str] | None = None

    @property
    def marked(self) -> bool:
        """Whether anything is said of what stands on the sheet."""
        return self.invalid or bool(self.typed) or (self.sheet is not None and not self.sheet.empty)

    @property
    def empty(self) -> bool:
        """Nothing entered."""
        return not self.serial and not self.marked


def most_sheets(paper: Paper | None, how: str) -> int:
    """How many sheets one pile may have."""
    if paper is None or how == TYPED:
        return MOST_SHEETS
    return max(
        1, min(MOST_SHEETS, MOST_FIELDS // (2 + sum(a.question.options + 2 for a in paper.asked)))
    )


def serial_of(typed: str) -> int | None:
    """The number typed, or the one at the end of a scanned code; None for neither."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    return whole(last, most=MOST_SERIAL)


def shown(values: Any, sheets: int, paper: Paper | None, how: str) -> list[Line]:
    """The lines as they were filled in, unjudged. `values`: a MultiDict."""
    return [_line(values, n, paper, how) for n in range(1, sheets + 1)]


def _line(values: Any, n: int, paper: Paper | None, how: str) -> Line:
    line = Line(n, f"s{n}-", values.get(f"serial{n}", "").strip()[:200])
    if paper is None or how == TYPED:
        line.typed = values.get(f"choice{n}", "").strip()[: ballot_typed.MOST]
    else:
        read_fields(line, values, paper)
    return line


def read_fields(line: Line, values: Any, paper: Paper) -> None:
    """What stands in the fields of this line, unjudged."""
    line.invalid = bool(values.get(f"{line.prefix}invalid"))
    line.sheet = ballot_sheet.as_typed(paper, values, line.prefix)


def judge(
    lines: Iterable[Line],
    paper: Paper | None,
    out: Iterable[int],
    piled: Mapping[int, Lies] = MappingProxyType({}),
) -> list[tuple[int, str]]:
    """The entries of all lines that are right; the others have their errors.

    `out`: the numbers handed out that did not come back; `piled`: those in another open pile.
    """
    handed_out = frozenset(out)
    seen: dict[int, int] = {}
    entries: list[tuple[int, str]] = []
    for line in lines:
        if line.empty:
            continue
        serial, choice = _serial(line, handed_out, seen, piled), choice_of(line, paper)
        if serial is not None and choice is not None and not line.errors:
            line.entry = (serial, choice)
            entries.append(line.entry)
    return entries


def _serial(
    line: Line, out: frozenset[int], seen: dict[int, int], piled: Mapping[int, Lies]
) -> int | None:
    serial = serial_of(line.serial)
    if not line.serial:
        line.errors.append(_("The number of the ballot is missing."))
    elif serial is None:
        line.errors.append(_("“%(text)s” is no number of a ballot.", text=line.serial[:20]))
    elif serial in seen:
        line.errors.append(
            _("No. %(n)s already stands on line %(line)s.", n=serial, line=seen[serial])
        )
    elif serial in piled:
        line.errors.append(
            _("No. %(n)s already stands in pile %(pile)s.", n=serial, pile=piled[serial].batch_no)
        )
    elif serial not in out:
        line.errors.append(_("No. %(n)s was not handed out, has come back or is void.", n=serial))
    line.serial_wrong = bool(line.errors)
    if serial is not None:
        seen.setdefault(serial, line.n)
    return serial


def choice_of(line: Line, paper: Paper | None) -> str | None:
    """What the sheet says, in the spelling of the record; None where that is wrong or missing."""
    if not line.marked:
        line.errors.append(_("What does it say? If nothing is marked on it, it is invalid."))
        return None
    if paper is None:
        return _motion(line)
    if line.typed:
        return _typed(line, paper)
    return _invalid(line) if line.invalid else _ticked(line, paper)


def _typed(line: Line, paper: Paper) -> str | None:
    if ballot_typed.says_invalid(line.typed):
        return INVALID
    line.sheet = ballot_typed.of_line(paper, line.typed)
    return _said(line, line.sheet)


def _invalid(line: Line) -> str | None:
    if line.sheet is None or line.sheet.empty:
        return INVALID
    line.errors.append(
        _("“Invalid” is ticked, and something else too. Please take one of them back.")
    )
    return None


def _ticked(line: Line, paper: Paper) -> str | None:
    assert line.sheet is not None
    ballot_sheet.judged(paper, line.sheet)
    return _said(line, line.sheet)


def _said(line: Line, sheet: Sheet) -> str | None:
    """What a judged sheet says; what is wrong with it stands beside the line."""
    for q in sheet.wrong:
        text = " ".join([*q.errors, *dict.fromkeys(q.beside.values())])
        line.errors.append(f"{numbered(q.asked)} {text}" if len(sheet.questions) > 1 else text)
    return sheet.text


def _motion(line: Line) -> str | None:
    if line.typed in (*CHOICES, INVALID):
        return line.typed
    line.errors.append(_("Please choose one."))
    return None
