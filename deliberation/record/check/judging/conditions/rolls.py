"""What must hold of a roll: everybody who could vote when it was frozen is on it, and nobody else.

Judged from the replayed roster. Not asked of somebody whose entry or office changed within the
seconds before, for the opening may not have seen it; nor of whose entry was erased since, for
nobody can say what it was.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from deliberation.charter.facts.proposal.suggest import Recused
from deliberation.charter.facts.vote.households import HouseholdsFrozen
from deliberation.charter.facts.vote.owners import OwnersRollFrozen
from deliberation.charter.facts.vote.papers import PaperFrozen
from deliberation.charter.facts.vote.resolve import RollFrozen
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.papers import asks_more
from deliberation.charter.voting.recusal import leaves_base
from deliberation.record.check.judging import electorate

from .said import Said, of


@of(RollFrozen)
def whole_roll(said: Said, fact: RollFrozen) -> str | None:
    """Of this round, in one piece after the other, everybody and nobody else."""
    if fact.round_no != said.case.proposal.round_no:
        return f"the roll of round {fact.round_no}, and it is another"
    chunks = said.of(RollFrozen)
    if [c.chunk for c in chunks] != list(range(len(chunks))):
        return "a roll in pieces that do not follow one another"
    if len({(c.members, c.closes_at) for c in chunks}) > 1:
        return "a roll whose pieces say different numbers"
    return None if fact.chunk else _everybody(said, [e for c in chunks for e in c.entries], fact)


def _everybody(said: Said, entries: list[list[Any]], fact: RollFrozen) -> str | None:
    if electorate.is_of_owners(said.case):
        return _owners_on_it(said, entries, fact)
    wanted = electorate.members(said.view, said.case)
    by_rules = {(m.person, m.role, m.recused) for m in wanted}
    on_it = {(p, role, recused) for p, role, recused in entries}
    if len(on_it) != len(entries):
        return "somebody stands on the roll twice"
    unseen = {p for p, _, _ in by_rules ^ on_it}
    for person in sorted(unseen):
        if not said.unknown(person):
            return _wrong(person, by_rules, on_it)
    if fact.members != (heads := _heads(said, entries)):
        return f"the roll has {fact.members} heads, and they are {heads}"
    return None


def _wrong(person: str, by_rules: set[Any], on_it: set[Any]) -> str:
    if person not in {p for p, _, _ in by_rules}:
        return f"{person} is on the roll, and had no vote"
    if person not in {p for p, _, _ in on_it}:
        return f"{person} had a vote, and is not on the roll"
    return f"{person} is on the roll as somebody else than they were"


def _heads(said: Said, entries: list[list[Any]]) -> int:
    """应到 by the roll itself: its people, or the households of the same act; without those who
    stepped aside where the rules say so.
    """
    leaves = said.case.vote.recusal_leaves_base
    aside = {person for person, _, recused in entries if leaves and recused}
    if said.case.vote.electorate != HOUSEHOLDS:
        return len(entries) - len(aside)
    homes = [who for f in said.of(HouseholdsFrozen) for _, who in f.households]
    return sum(not set(who) <= aside for who in homes)


def _owners_on_it(said: Said, entries: list[list[Any]], fact: RollFrozen) -> str | None:
    """Who may vote for a party; and the parties themselves, which stand in facts of the act."""
    named = {p for p, _, _ in entries}
    voters = {v for f in said.of(OwnersRollFrozen) for _, who, _, _ in f.parties for v in who}
    if len(named) != len(entries) or named != voters:
        return "the roll of owners names others than its parties"
    said_parties = [p for f in said.of(OwnersRollFrozen) for p in f.parties]
    if fact.members != len(said_parties):
        return f"the roll has {fact.members} heads, and {len(said_parties)} parties"
    return None


@of(OwnersRollFrozen)
def every_party(said: Said, fact: OwnersRollFrozen) -> str | None:
    """Each unit in one party, with its owners or who acts for them, and its area, whatever the
    number it has; where nothing of that was erased.
    """
    if fact.chunk or not electorate.all_known(said.view):
        return None
    parties = [p for f in said.of(OwnersRollFrozen) for p in f.parties]
    found = Counter((tuple(sorted(who)), units, area) for _, who, units, area in parties)
    made = electorate.owners(said.view, said.case)
    wanted = Counter((tuple(sorted(who)), units, area) for who, units, area in made)
    if any(said.just_changed(v) for who, _, _ in (*found, *wanted) for v in who):
        return None
    for who, units, area in (found - wanted) + (wanted - found):
        return f"a party of {units} units with {area}, of {list(who)}, is not as the roster has it"
    if fact.area != (area := sum(area for _, _, area in made)):
        return f"the parties have {fact.area}, and all units {area}"
    return None


@of(HouseholdsFrozen)
def every_home(said: Said, fact: HouseholdsFrozen) -> str | None:
    """Who lives together votes together, whatever the number of their household."""
    if fact.chunk:
        return None
    homes: dict[Any, set[str]] = {}
    for m in electorate.members(said.view, said.case):
        homes.setdefault(m.home, set()).add(m.person)
    wanted = _known(said, homes.values())
    found = _known(said, (who for f in said.of(HouseholdsFrozen) for _, who in f.households))
    for home in sorted(found ^ wanted, key=sorted):
        return f"{sorted(home)} do not make one household"
    return None


def _known(said: Said, homes: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """Of each home those of whom one can say what they were."""
    left = (frozenset(p for p in who if not said.unknown(p)) for who in homes)
    return {who for who in left if who}


@of(PaperFrozen)
def a_paper(said: Said, fact: PaperFrozen) -> str | None:
    """Where the phase asks more than for and against; each option on it stood.

    Which question is asked in which form is not judged: its builders read what joins candidates,
    projects and money.
    """
    if not asks_more(said.case.proposal.phase):
        return "a paper where a motion is voted on"
    for option in (ref for refs in fact.options for ref in refs):
        row = said.view.row("ballot_option", fact.subject_id, option)
        if row is None or row["state"] not in ("offered", "accepted"):
            return f"{option} is on the paper, and does not stand"
    return None


@of(Recused)
def out_of_the_base(said: Said, fact: Recused) -> str | None:
    """While a vote is open, of somebody on its roll: one head fewer, where the rules say so."""
    p = said.case.proposal
    if said.view.nobody(fact.person):
        return None
    row = said.view.row("roll_entry", fact.subject_id, p.round_no, fact.person)
    entry = said.as_row(row) if row and p.stage == Stage.vote.value else None
    wanted = (p.round_no if entry else None, int(leaves_base(said.case, entry)))
    found = (fact.round_no, fact.left)
    return None if found == wanted else f"stepped aside as {found}, and it is {wanted}"
