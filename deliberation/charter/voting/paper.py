"""Ballots on paper: what may stand in a batch, whether two entries say the same, what a count waits
for, and whether more came back than went out.

Entries are lists whose last part is the value: of a named vote [serial, choice], of a secret one
[question, what, votes]. Called by the acts of the paper desk and by the close. An invalid ballot
was returned and counts as taking part, and as no choice (四川省城市居民委员会选举条例 Art 30).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.needs.paper import (
    COUNTED,
    LOST,
    SPOILED,
    UNUSED,
    WITNESS_FITS,
    Batch,
    Entries,
    PaperRound,
    PaperVoter,
)
from deliberation.charter.needs.papers import THE_PAPER
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook import SECRET
from deliberation.counting.motion import sums
from deliberation.counting.motion.motion import INVALID
from deliberation.counting.papers import Question

MOST_SHEETS = 100
MOST_SERIAL = 999_999_999
MOST_VOTES = 999_999  # in one sum of a secret batch
MOST_NAME = 40
CAUSES = (SPOILED, LOST)
ABSENT = "absent"

Entry = list[Any]


def is_secret(case: Case) -> bool:
    """Whether this vote is held with secret ballots on paper."""
    return case.vote.ballot == SECRET


def questions(case: Case) -> list[Question]:
    """What the round asks: a motion, or the questions of its paper. Needs paper."""
    paper = case[THE_PAPER]
    return [sums.MOTION] if paper is None else list(paper[0])


def named_entries(
    given: Iterable[Sequence[Any]], out: Mapping[int, Any], sheets: int, fits: Callable[[str], str]
) -> list[Entry]:
    """Entries of named ballots, each serial once and handed out and not come back yet.

    `fits` refuses what the paper does not allow.

    Refuses bad_number and paper_not_out besides.
    """
    found: dict[int, Entry] = {}
    for serial, choice in given:
        if serial in found or serial not in out:
            raise refuse("paper_not_out", serial=serial)
        found[serial] = [serial, choice if choice == INVALID else fits(choice)]
    _sheets(sheets, len(found))
    return [found[serial] for serial in sorted(found)]


def secret_entries(case: Case, given: Iterable[Sequence[Any]], sheets: int) -> list[Entry]:
    """Sums of a secret vote: what was said to each question and the invalid ballots add up to the
    sheets. Zeros are left out.

    `question` 0 holds the invalid ballots. Refuses bad_number, bad_choice, totals_do_not_add_up.
    """
    asked = questions(case)
    if any(q.form not in sums.FORMS for q in asked):
        raise refuse("bad_choice", field="entries")  # a ranking cannot be had from sums
    cells = [
        (INVALID,),
        *(tuple(what for group in sums.groups(q) for what in group) for q in asked),
    ]
    found: dict[tuple[int, str], int] = {}
    for question, what, votes in given:
        known = cells[question] if 0 <= question < len(cells) else ()
        if (question, what) in found or what not in known and not (question and is_write_in(what)):
            raise refuse("bad_choice", field="what")
        if not 0 <= votes <= sheets:
            raise refuse("bad_number", field="votes")
        found[question, what] = votes
    _sheets(sheets, 0)
    invalid = found.get((0, INVALID), 0)
    for no, q in enumerate(asked, 1):
        wrong = sums.wrong_sum(
            q,
            {
                what: v
                for (question, what), v in found.items()
                if question == no and not is_write_in(what)
            },
            sheets - invalid,
            sum(v for (question, what), v in found.items() if question == no and is_write_in(what)),
        )
        if wrong is not None:
            raise refuse("totals_do_not_add_up", question=no, total=wrong + invalid, sheets=sheets)
    return [[question, what, votes] for (question, what), votes in sorted(found.items()) if votes]


def is_write_in(what: str) -> bool:
    """Whether an entry speaks of a name written on ballots: `name:1`."""
    return what.startswith("name:")


def _sheets(sheets: int, least: int) -> None:
    if not max(1, least) <= sheets <= MOST_SHEETS:
        raise refuse("bad_number", field="sheets")


def keyed(entries: Iterable[Entry]) -> Entries:
    """Entries by what they speak of."""
    return {tuple(e[:-1]): e[-1] for e in entries}


def listed(entries: Entries) -> list[Entry]:
    """The inverse, in order."""
    return [[*key, value] for key, value in sorted(entries.items())]


def differing(first: Entries, again: Entries) -> dict[tuple[Any, ...], tuple[Any, Any]]:
    """What the two entries say differently: {key: (first, again)}, None where one does not speak of
    it.
    """
    return {
        key: (first.get(key), again.get(key))
        for key in sorted(first.keys() | again.keys())
        if first.get(key) != again.get(key)
    }


def resolved(batch: Batch, decided: Iterable[Sequence[Any]], sheets: int) -> Entries:
    """The entries after a decision on exactly what differs; `absent` takes an entry out.

    What both said stays.

    Refuses differences_open where one is not decided, and bad_choice for a decision on what does
    not differ.
    """
    assert batch.again is not None
    open_keys = differing(batch.first, batch.again)
    given = keyed(list(d) for d in decided)
    if given.keys() - open_keys.keys():
        raise refuse("bad_choice", field="decided")
    if open_keys.keys() - given.keys():
        raise refuse("differences_open", number=len(open_keys.keys() - given.keys()))
    if batch.sheets == batch.sheets_again and sheets != batch.sheets:
        raise refuse("bad_number", field="sheets")
    same = {key: value for key, value in batch.first.items() if key not in open_keys}
    return same | {key: value for key, value in given.items() if value != ABSENT}


def witnessed(case: Case, *others: str) -> str:
    """The scrutineer beside the acting person: a supervisor without an interest, with their own
    code given just now, and none of those who entered it.
    """
    seen = case.actor.witness
    minutes = case.rulebook.factors["office_holders"].fresh_minutes
    if (
        seen is None
        or not case[WITNESS_FITS]
        or case.real_now is None
        or seen.person_id in {case.me, *others}
    ):
        raise refuse("witness_needed")
    if not timedelta(0) <= case.real_now - seen.at <= timedelta(minutes=minutes):
        raise refuse("witness_needed")
    return seen.person_id


def may_hold(case: Case, voter: PaperVoter | None) -> PaperVoter:
    """The voter, where a ballot on paper may be handed to them.

    Refuses not_on_roll, recused, term_expired, already_voted, paper_issued.
    """
    if voter is None:
        raise refuse("not_on_roll")
    if voter.recused and case.vote.electorate != OWNERS:
        raise refuse("recused")
    if not voter.stands:
        raise refuse("term_expired")
    if voter.voted:
        raise refuse("already_voted")
    if voter.serial is not None:
        raise refuse("paper_issued", serial=voter.serial)
    return voter


def summed(paper: PaperRound) -> list[Entry]:
    """The sums of a secret vote over all counted batches."""
    return [[question, what, votes] for (question, what), votes in sorted(paper.totals.items())]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """issued = returned + unused + spoiled + missing.

    `missing` is below nought where more came back than went out; lost ones are among it.
    """

    issued: int
    returned: int
    invalid: int
    strays: int
    unused: int
    spoiled: int
    lost: int
    missing: int


def reconcile(paper: PaperRound, *, secret: bool, invalid: int) -> Reconciliation:
    """The numbers at the close.

    `invalid`: invalid ones among the named ballots; of a secret vote they stand in its sums.
    """
    of = paper.states.get
    counted = [b for b in paper.batches if b.state == COUNTED]
    returned = sum(b.counted_sheets or 0 for b in counted)
    strays = sum(b.strays or 0 for b in counted)
    missing = paper.last_serial - returned - of(UNUSED, 0) - of(SPOILED, 0)
    return Reconciliation(
        paper.last_serial,
        returned,
        paper.totals.get((0, INVALID), 0) if secret else invalid,
        strays,
        of(UNUSED, 0),
        of(SPOILED, 0),
        of(LOST, 0),
        missing,
    )
