"""A pile of paper ballots between its first entry and the close: which of its ballots count before
it is settled, who settles it by when, and what of it was in hand and did not count.

Called by the acts of the paper desk, by the close, and by `verify`, which asks the same of rows.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Obligation
from deliberation.charter.facts.vote.paper_ballots import LeftPile
from deliberation.charter.moves import in_office
from deliberation.charter.moves import until as clock_until
from deliberation.charter.needs.paper import (
    COUNTED,
    LOST,
    OUT,
    SPOILED,
    UNUSED,
    Batch,
    Entries,
    PaperRound,
)
from deliberation.charter.roles import Role

# Why a pile in hand does not count: nobody entered it a second time; nobody settled what differs.
ONE_ENTRY, DIFFERS = "one_entry", "entries_differ"
# The silence that says so on the matter, for each reason.
SILENCES = {ONE_ENTRY: "paper_one_entry", DIFFERS: "paper_uncounted"}


class Pile(Protocol):
    """What is known in public of a pile: a batch of the case, or its row."""

    @property
    def batch_id(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def sheets(self) -> int: ...
    @property
    def sheets_again(self) -> int | None: ...
    @property
    def agreed(self) -> int: ...
    @property
    def counted_sheets(self) -> int | None: ...


def agreed(first: Entries, again: Entries) -> list[list[Any]]:
    """[serial, choice] of each ballot by name of which both entries say the same."""
    return [[*key, value] for key, value in sorted(first.items()) if again.get(key) == value]


def in_hand(pile: Pile) -> int:
    """Sheets of a pile that is not settled, beside the ballots in it that count already: as many as
    both entries say at least; as long as there is one, as many as that says.
    """
    if pile.sheets_again is None:
        return pile.sheets
    return min(pile.sheets, pile.sheets_again) - pile.agreed


def left(paper: PaperRound) -> list[LeftPile]:
    """Those that are not settled: how many sheets, and why they do not count. Of a vote by name as
    many as ballots are known to lie in it, each in one pile alone.
    """
    known = Counter(lies.batch_no for lies in waiting(paper).values() if lies.sure)
    return [
        LeftPile(
            batch=pile.batch_id,
            sheets=in_hand(pile) if paper.secret else known[pile.batch_no],
            why=ONE_ENTRY if pile.sheets_again is None else DIFFERS,
        )
        for pile in _unsettled(paper)
    ]


def silences(paper: PaperRound) -> list[str]:
    """What has to be said of ballots that do not count, and of those a single entry names: a code
    for each reason.
    """
    named = {lies.batch_no for lies in waiting(paper).values()}
    why = {
        told["why"]
        for pile, told in zip(_unsettled(paper), left(paper), strict=True)
        if told["sheets"] or pile.batch_no in named
    }
    return [code for reason, code in SILENCES.items() if reason in why]


def _unsettled(paper: PaperRound) -> list[Batch]:
    return [pile for pile in paper.batches if pile.state != COUNTED]


def came_back(piles: Sequence[Pile], out: int) -> tuple[int, int, int]:
    """Of a secret vote (counted, not counted, not returned) of the `out` ballots that were handed
    out and neither given back nor spoiled; together they are `out`.

    The last is below nought where more came back than went out, by what two people say: one entry
    alone cannot say so, and of such piles there are never more than are still missing.
    """
    settled = sum(p.counted_sheets or 0 for p in piles if p.state == COUNTED)
    unsettled = [p for p in piles if p.state != COUNTED]
    counted = settled + sum(p.agreed for p in unsettled)
    twice = sum(in_hand(p) for p in unsettled if p.sheets_again is not None)
    once = sum(in_hand(p) for p in unsettled if p.sheets_again is None)
    missing = out - counted - twice
    believed = min(once, max(missing, 0))
    return counted, twice + believed, missing - believed


class Back(NamedTuple):
    """Of what was handed out and not given back: counted, back and not counted, named by one of
    two entries alone, and in no pile (lost ones are not among them). Each ballot once.
    """

    counted: int
    waits: int
    once: int
    out: int


def still_out(paper: PaperRound) -> Back:
    """As the close would say it now: what lies in an open pile is no longer out, though it does not
    count; what only one of two entries names is not known to be back.
    """
    lost = paper.states.get(LOST, 0)
    counted, waits, missing = back(paper)
    once = sum(not lies.sure for lies in waiting(paper).values())
    return Back(counted, waits, once, max(0, missing - lost - once))


def handed_out(paper: PaperRound) -> int:
    """How many may come back: neither given back nor spoiled."""
    return paper.last_serial - sum(paper.states.get(state, 0) for state in (UNUSED, SPOILED))


class Beyond(NamedTuple):
    """Sheets that lie in piles, more than the ballots that were handed out."""

    sheets: int
    out: int


def beyond(paper: PaperRound, more: int = 0, *, but: str = "") -> Beyond | None:
    """Whether a count would void the vote, with `more` sheets in a pile that is being entered;
    `but`: its own first entry, of which the second one sees nothing.
    """
    others = (p for p in paper.batches if p.batch_id != but)
    found = Beyond(more + sum(_sheets(p) for p in others), handed_out(paper))
    return found if found.sheets > found.out else None


def _sheets(pile: Pile) -> int:
    return pile.counted_sheets or in_hand(pile) + pile.agreed


def back(paper: PaperRound) -> tuple[int, int, int]:
    """(counted, not counted, not returned) of what was handed out and neither given back nor
    spoiled: by name number by number, of a secret vote by its sheets. Together they are all of it.
    """
    out = handed_out(paper)
    if paper.secret:
        return came_back(paper.batches, out)
    counted = paper.states.get(COUNTED, 0)
    waits = sum(lies.sure for lies in waiting(paper).values())
    return counted, waits, out - counted - waits


class Lies(NamedTuple):
    """Where a ballot by name lies. `sure`: not named by one of two entries alone, which differ."""

    batch_no: int
    sure: bool


def lie_in(piles: Iterable[Batch]) -> dict[int, Lies]:
    """Number of a ballot by name → the pile not settled in which either entry has it; of several
    one that is sure. Of those that count already too; nothing of a secret vote, where no pile has
    numbers.
    """
    found: dict[int, Lies] = {}
    for pile in piles:
        for serial in _numbers(pile) if pile.state != COUNTED else ():
            sure = pile.again is None or ((serial,) in pile.first and (serial,) in pile.again)
            if serial not in found or sure > found[serial].sure:
                found[serial] = Lies(pile.batch_no, sure)
    return found


def in_two(entries: Iterable[Sequence[Any]], others: Iterable[Batch]) -> tuple[int, int] | None:
    """(number, pile) of the first ballot by name in these entries that stands in another pile not
    settled, by either entry of it.
    """
    found = lie_in(others)
    numbers = (entry[0] for entry in entries if len(entry) == 2)
    return next(((n, found[n].batch_no) for n in numbers if n in found), None)


def _numbers(pile: Batch) -> list[int]:
    keys = {**pile.first, **(pile.again or {})}
    return sorted(key[0] for key in keys if len(key) == 1)


def waiting(paper: PaperRound) -> dict[int, Lies]:
    """Of these only those that do not count by another pile, or by what both entries say."""
    return {n: lies for n, lies in lie_in(paper.batches).items() if n in paper.piled}


def all_lie_in_one(paper: PaperRound) -> bool:
    """Whether every ballot by name that is out stands in an entry of a pile that is not settled."""
    return paper.states.get(OUT, 0) == len(waiting(paper))


def counting(case: Case, paper: PaperRound) -> Obligation:
    """The clock that counts without whatever is not settled when the rulebook's days for paper
    after the window are over.
    """
    most, end = case.vote.paper_days, paper.waits_until or case.closes_at
    if paper.waits_until is None and most:
        end = case.calendar.add_days(end, most, case.community.timezone).at
    return clock_until(ActName.close_vote, end, start=case.closes_at, days=most)


def to_enter_again(case: Case, batch: str, first_by: str, clock: Obligation) -> Obligation:
    """Somebody else enters it a second time, before the count goes on without it."""
    roles, act = (Role.clerk, Role.supervisor), ActName.enter_batch_again
    return in_office(case, act, *roles, before=clock, ref=batch, not_by=(first_by,))


def to_settle(case: Case, batch: str, both: Sequence[str], clock: Obligation) -> Obligation:
    """A scrutineer who made neither entry looks at the ballots again, before the same day."""
    act = ActName.resolve_batch
    return in_office(case, act, Role.supervisor, before=clock, ref=batch, not_by=both)


def awaited_of(
    case: Case, paper: PaperRound, clock: Obligation, *, may_come: bool
) -> list[Obligation]:
    """What people have to do after the window until the count goes on: enter what came back, settle
    each pile, say that there is nothing more.

    may_come: whether a ballot is out that may lie in hand and is in no pile yet.
    """
    lines = [in_office(case, ActName.finish_paper, Role.supervisor, before=clock)]
    if may_come:
        roles = (Role.clerk, Role.supervisor)
        lines.insert(0, in_office(case, ActName.enter_batch, *roles, before=clock))
    for pile in paper.open_batches():
        if pile.again_by is None:
            lines.append(to_enter_again(case, pile.batch_id, pile.first_by, clock))
        else:
            both = (pile.first_by, pile.again_by)
            lines.append(to_settle(case, pile.batch_id, both, clock))
    return lines
