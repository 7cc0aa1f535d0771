"""Ballots on paper: to whom one is handed, what may stand in a batch, whether two entries say the
same. Sums of secret ballots stand in `paper_sums`, what the count waits for in `closing`.

Entries are lists whose last part is the value: of a named vote [serial, choice], of a secret one
[question, what, votes]. Called by the acts of the paper desk and by the close. An invalid ballot
was returned and counts as taking part, and as no choice (四川省城市居民委员会选举条例 Art 30).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.needs.paper import (
    LOST,
    SPOILED,
    WITNESS_FITS,
    Batch,
    Entries,
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
    given: Iterable[Sequence[Any]],
    out: Mapping[int, Any],
    sheets: int,
    fits: Callable[[str], str],
    counted: int = 0,
) -> list[Entry]:
    """Entries of named ballots, each serial once and handed out and not come back yet.

    `fits` refuses what the paper does not allow. `counted`: how many of the sheets count already.

    Refuses bad_number and paper_not_out besides.
    """
    found: dict[int, Entry] = {}
    for serial, choice in given:
        if serial in found or serial not in out:
            raise refuse("paper_not_out", serial=serial)
        found[serial] = [serial, choice if choice == INVALID else fits(choice)]
    sheets_fit(sheets, counted + len(found))
    return [found[serial] for serial in sorted(found)]


def sheets_fit(sheets: int, least: int) -> None:
    """Refuses bad_number for fewer sheets than entries, for none, and for more than a batch has."""
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
    """The entries that count after a decision on exactly what differs; `absent` takes an entry out.

    What both said stays, unless it counts already, as ballots by name do.

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
    kept = {} if batch.agreed else batch.first
    same = {key: value for key, value in kept.items() if key not in open_keys}
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
