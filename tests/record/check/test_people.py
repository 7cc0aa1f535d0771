"""Whom the handles mean: found again by the hand keys alone, and nobody where only the public parts
are read.
"""

import pytest
from sqlalchemy import delete, update

from deliberation.record import tables
from deliberation.record.applying import apply
from deliberation.record.applying.changes import Memory
from deliberation.record.check.makers import keys_of
from deliberation.record.check.people import Nobody, People, known
from deliberation.record.check.replay import differences, read, replayed, stored_facts
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.log import canonical
from tests.record.check.tampering.anew import of_kind, public
from tests.record.check.tampering.attacker import Attacker
from tests.record.write.test_naming import rated_round

H = tables.hand


@pytest.fixture
def world(small_world):
    """Everybody did what they may in a budget round, and somebody objects to another matter."""
    rated_round(small_world)
    small_world.in_vote(who="林二")
    return small_world


def test_everybody_is_found_by_the_keys_alone(world):
    """What the table of hands says is asked first, and nothing depends on it."""
    with world.engines.write_connection() as conn:
        conn.execute(delete(H))
    with world.engines.snapshot() as conn:
        memory = replayed(conn, world.id)
        wrong = {table for table, _, _ in differences(conn, world.id, memory)}
    assert wrong == {"hand"}
    hands = memory.tables["hand"].values()
    assert len(hands) > 60 and all(h["person_id"] in world.person.values() for h in hands)


def test_whoever_the_table_of_hands_names_is_not_believed(world):
    mine, theirs = world.person["林一"], world.person["林九"]
    with world.engines.write_connection() as conn:
        conn.execute(update(H).where(H.c.person_id == mine).values(person_id=theirs))
    with world.engines.snapshot() as conn:
        memory = replayed(conn, world.id)
        wrong = {table for table, _, _ in differences(conn, world.id, memory)}
    assert wrong == {"hand"}
    with pytest.raises(Wrong, match="table hand"):
        verify(world.engines)


def test_a_handle_that_nobody_made_is_found(world):
    def forged(items):
        public(of_kind(items, "rated")[0], person="a" * 26)

    Attacker(world, {}).rewrite(forged, tables_too=False)
    with pytest.raises(Wrong, match="cannot be replayed: a{26} is made by nobody's hand key"):
        verify(world.engines)


def test_a_handle_for_another_purpose_is_nobodys(world):
    """Whoever rates by the name of their vote would show it."""

    def forged(items):
        public(of_kind(items, "rated")[0], person=of_kind(items, "ballot_cast")[0].public["voter"])

    Attacker(world, {}).rewrite(forged, tables_too=False)
    with world.engines.snapshot() as conn, pytest.raises(Nobody):
        replayed(conn, world.id)


def test_as_many_are_nobody_as_keys_are_gone(world):
    with world.engines.snapshot() as conn:
        keys, gone = keys_of(conn, world.id)
        facts = list(stored_facts(conn, world.id))
    assert gone == 0 and set(keys) == set(world.person.values())
    kept = {p: k for p, k in keys.items() if p != world.person["林一"]}
    assert following(facts, People(world.id, kept, 1, no_hints), open_parts)
    with pytest.raises(Nobody):
        following(facts, People(world.id, kept, 0, no_hints), open_parts)


def no_hints(place):
    return {}


def open_parts(bodies):
    return bodies


def public_parts(bodies):
    """What everybody may have."""
    return {part: pair for part, pair in bodies.items() if part in ("public", "text")}


def following(facts, people, seen) -> Memory:
    """The tables as these facts make them, of each of which only some parts are seen."""
    memory = Memory()
    for stored in facts:
        shown = stored._replace(bodies=seen(stored.bodies))
        fact, header, hands = read(shown, canonical.read(stored.header), people)
        memory.apply([*hands, *apply(fact, header)])
    return memory


# What private parts and choices not yet disclosed say.
HIDDEN = {
    "person",
    "dwelling",
    "hand",
    "act_done",
    "correction_request",
    "private_matter",
    "ballot",
}


def both(world) -> tuple[Memory, Memory]:
    """The tables as whoever has the keys makes them, and as everybody does."""
    with world.engines.snapshot() as conn:
        facts = list(stored_facts(conn, world.id))
        whole = following(facts, known(conn, world.id), open_parts)
    return whole, following(facts, People(world.id, {}, len(world.person), no_hints), public_parts)


def rows(memory: Memory, table: str, named: dict[str, str]) -> list[str]:
    """The rows of a table, with everybody's handles called by whom they are."""

    def called(value: object) -> object:
        return (
            " ".join(named.get(x, x) for x in value.split(" ")) if isinstance(value, str) else value
        )

    found = memory.tables.get(table, {}).values()
    return sorted(str({k: called(v) for k, v in row.items()}) for row in found)


def test_the_public_parts_alone_give_the_same_rows_but_for_who_it_was(world):
    whole, alone = both(world)
    named = {h["handle"]: h["person_id"] for h in whole.tables["hand"].values()}
    seen = set(whole.tables) - HIDDEN
    assert len(seen) > 20
    for table in seen:
        assert rows(alone, table, named) == rows(whole, table, {}), table


def test_the_counts_are_the_same_to_everybody(world):
    whole, alone = both(world)
    for table in ("proposal_count", "vote_round", "stage_count", "number_series"):
        assert whole.tables[table] == alone.tables[table]


def test_nobody_is_behind_a_handle_to_whoever_has_no_key(world):
    whole, alone = both(world)
    handles = {h["handle"] for h in whole.tables["hand"].values()}
    assert {h["handle"] for h in alone.tables["hand"].values()} == handles
    assert all(h["person_id"] is None for h in alone.tables["hand"].values())
