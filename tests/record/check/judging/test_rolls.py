"""Rolls of every electorate, and paper, written anew as they could not have been: the tables
follow, and the judge says what they should have been.
"""

import re

import pytest

from deliberation.charter.hands import Purpose
from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from deliberation.roster.acts.people import Erase
from tests.cycle.matters.test_property import in_vote, owns_too, shop
from tests.cycle.resolve.test_households import RULES, together
from tests.cycle.resolve.test_paper import CLERKS, both, issue
from tests.record.check.tampering.anew import of_kind, public
from tests.record.check.tampering.attacker import Attacker, hand
from tests.world import World


def found(world, change) -> str:
    """What verify says when the log was rewritten so; before, all was right."""
    verify(world.engines)
    Attacker(world, {}).rewrite(change)
    with pytest.raises(Wrong) as caught:
        verify(world.engines)
    return str(caught.value)


def voter(world, item, name) -> str:
    """As what somebody votes in the matter of this fact."""
    return hand(world, name, Purpose.roll, item.head["subject"]["id"])


# --- owners


@pytest.fixture
def owned(small_world):
    """林二 owns a shop beside their flat."""
    owns_too(small_world, "林二", shop(small_world))
    in_vote(small_world)
    return small_world


def with_parties(change):
    """The parties of the only roll of owners, changed."""

    def do(items):
        [roll] = of_kind(items, "owners_roll_frozen")
        parties = change([list(p) for p in roll.public["parties"]])
        public(roll, parties=parties, area=sum(p[3] for p in parties))
        [named] = of_kind(items, "roll_frozen")
        voters = sorted({v for _, who, _, _ in parties for v in who})
        entries = [[v, "owner", False] for v in voters]
        public(named, entries=entries, members=len(parties))

    return do


def less_area(parties):
    parties[0][3] -= 1
    return parties


def of_somebody_else(parties):
    parties[0][1] = parties[1][1]
    return parties


@pytest.mark.parametrize("change", [less_area, of_somebody_else])
def test_a_party_of_owners_is_as_the_roster_has_it(owned, change):
    assert "is not as the roster has it" in found(owned, with_parties(change))


def test_no_unit_is_left_out(owned):
    said = found(owned, with_parties(lambda parties: parties[:-1]))
    # which of them comes last is drawn
    assert re.search("a party of [12] units with", said) and "is not as the roster has it" in said


def test_the_roll_of_owners_is_that_of_its_parties(owned):
    def more(items):
        [roll] = of_kind(items, "roll_frozen")
        public(
            roll, entries=[*roll.public["entries"], [voter(owned, roll, "丁小"), "owner", False]]
        )

    assert "names others than its parties" in found(owned, more)


# --- households


@pytest.fixture
def homes(sqlite_engines, time):
    """Households decide; 林二 and 林二妻 live together."""
    world = together(World(sqlite_engines, time, rulebook=RULES).populate())
    world.in_vote()
    return world


def test_who_votes_for_which_home(homes):
    def moved(items):
        [frozen] = of_kind(items, "households_frozen")
        mine, theirs = voter(homes, frozen, "林二"), voter(homes, frozen, "林二妻")
        kept = [[h, [p for p in who if p != theirs]] for h, who in frozen.public["households"]]
        other = next(h for h in kept if mine not in h[1])
        other[1].append(theirs)
        public(frozen, households=kept)

    assert "do not make one household" in found(homes, moved)


def test_a_household_is_one_head(homes):
    def more(items):
        [roll] = of_kind(items, "roll_frozen")
        public(roll, members=roll.public["members"] + 1)

    assert "heads, and they are" in found(homes, more)


def test_a_child_has_no_vote(homes):
    def more(items):
        [roll] = of_kind(items, "roll_frozen")
        child = [voter(homes, roll, "丁小"), "household", False]
        public(roll, entries=[*roll.public["entries"], child])

    assert f"{homes.person['丁小']} is on the roll, and had no vote" in found(homes, more)


# --- erased since


def erase(world, name):
    who = next(r for r in world.rows(tables.person) if r.name == name)
    act = {"fact_id": who.private_from, "part": "private", "ground": "request"}
    world.act("窗口", Erase(act_id=new_id(), **act))


def test_nobody_says_what_somebody_erased_was(owned):
    """An owner, whose parties cannot be made again; the roll stays as it was frozen."""
    erase(owned, "林二")
    assert verify(owned.engines)


def test_a_household_keeps_whom_it_had(homes):
    erase(homes, "林二妻")
    erase(homes, "林三")
    assert verify(homes.engines)

    def more(items):
        [roll] = of_kind(items, "roll_frozen")
        child = [voter(homes, roll, "丁小"), "household", False]
        public(roll, entries=[*roll.public["entries"], child])

    assert "and had no vote" in found(homes, more)


# --- paper


@pytest.fixture
def papers(sqlite_engines, time):
    """Two ballots on paper, entered twice and counted."""
    world = World(sqlite_engines, time).populate(CLERKS)
    p = world.in_vote()
    issue(world, p, "代表甲", "代表乙")
    both(world, p, (1, "for"), (2, "against"))
    return world


def by_one_hand(world, items):
    [again], [counted] = of_kind(items, "batch_entered_again"), of_kind(items, "batch_counted")
    act = {"by": hand(world, "窗口", Purpose.office)}
    for item in items:
        if item.head["act"]["id"] == again.head["act"]["id"]:
            item.head["act"] = {**item.head["act"], **act}
    public(again, **act)
    public(counted, **act)


def with_no_scrutineer(world, items):
    [again], [counted] = of_kind(items, "batch_entered_again"), of_kind(items, "batch_counted")
    for item in (again, counted):
        public(item, witness=hand(world, "林九", Purpose.office))


def with_other_entries(world, items):
    [again] = of_kind(items, "batch_entered_again")
    again.parts["sealed"] = {"entries": [[1, "against"], [2, "against"]]}


def with_a_serial_less(world, items):
    [counted] = of_kind(items, "batch_counted")
    public(counted, serials=[1], strays=1)


def with_a_ballot_of_another(world, items):
    cast = of_kind(items, "ballot_cast")[-1]
    public(cast, voter=hand(world, "代表丙", Purpose.office))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (by_one_hand, "both entries of a batch by"),
        (with_no_scrutineer, "was no scrutineer beside it"),
        (with_other_entries, "two entries of a batch said to be the same"),
        (with_a_serial_less, "a batch counted otherwise than entered"),
        (with_a_ballot_of_another, "ballots are of others than its serials"),
    ],
)
def test_a_batch_is_entered_by_two_and_counts_as_they_say(papers, change, said):
    assert said in found(papers, lambda items: change(papers, items))
