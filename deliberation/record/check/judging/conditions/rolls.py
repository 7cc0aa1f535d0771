"""What must hold of a roll: everybody who could vote when it was frozen is on it, and nobody else.

Judged from the replayed roster. Somebody whose entry or office changed within the seconds before is
not asked: the opening may not have seen it.
"""

from typing import Any

from deliberation.charter.facts.vote.households import HouseholdsFrozen
from deliberation.charter.facts.vote.owners import OwnersRollFrozen
from deliberation.charter.facts.vote.papers import PaperFrozen
from deliberation.charter.facts.vote.resolve import RollFrozen
from deliberation.charter.voting.households import HOUSEHOLDS
from deliberation.charter.voting.papers import asks_more
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
        if not said.just_changed(person):
            return _wrong(person, by_rules, on_it)
    if not unseen and fact.members != (heads := _heads(said, wanted)):
        return f"the roll has {fact.members} heads, and they are {heads}"
    return None


def _wrong(person: str, by_rules: set[Any], on_it: set[Any]) -> str:
    if person not in {p for p, _, _ in by_rules}:
        return f"{person} is on the roll, and had no vote"
    if person not in {p for p, _, _ in on_it}:
        return f"{person} had a vote, and is not on the roll"
    return f"{person} is on the roll as somebody else than they were"


def _heads(said: Said, wanted: list[electorate.Member]) -> int:
    """应到: people, or households; without those who stepped aside where the rules say so."""
    leaves = said.case.vote.recusal_leaves_base
    if said.case.vote.electorate != HOUSEHOLDS:
        return sum(not (leaves and m.recused) for m in wanted)
    homes: dict[str | None, list[bool]] = {}
    for m in wanted:
        homes.setdefault(m.dwelling, []).append(m.recused)
    return sum(not (leaves and all(aside)) for aside in homes.values())


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
    """Each unit in one party, with its owners or who acts for them, and its area."""
    if fact.chunk:
        return None
    found = [p for f in said.of(OwnersRollFrozen) for p in f.parties]
    wanted: list[list[Any]] = [
        [no, *party] for no, party in enumerate(electorate.owners(said.view, said.case))
    ]
    if any(said.just_changed(v) for row in (*found, *wanted) for v in row[1]):
        return None
    for row, made in zip(found, wanted, strict=False):
        if list(row) != list(made):
            return f"party {row[0]} is not as the roster has it"
    area = sum(row[3] for row in wanted)
    if (len(found), fact.area) != (len(wanted), area):
        return f"{len(found)} parties with {fact.area}, and there are {len(wanted)} with {area}"
    return None


@of(HouseholdsFrozen)
def every_home(said: Said, fact: HouseholdsFrozen) -> str | None:
    """Each voter of the roll in their own home."""
    if fact.chunk:
        return None
    found = {
        (p, home) for f in said.of(HouseholdsFrozen) for home, who in f.households for p in who
    }
    wanted = {(m.person, m.dwelling) for m in electorate.members(said.view, said.case)}
    for person, _ in sorted(found ^ wanted):
        if not said.just_changed(person):
            return f"{person} votes for another household than theirs"
    return None


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
