"""Whom the handles mean: found again by the hand keys alone, and nobody where only the public parts
are read.
"""

from dataclasses import replace

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
        shown = replace(stored, bodies=seen(stored.bodies))
        fact, header, hands = read(shown, canonical.read(stored.header), people)
        memory.apply([*hands, *apply(fact, header)])
    return memory


# What only private parts say, and what stands in them.
HIDDEN = {"person", "dwelling", "hand", "act_done", "correction_request", "private_matter"}


def shape(memory: Memory, table: str) -> list[tuple[object, ...]]:
    """The rows of a table without whom they name."""
    columns = [c for c in tables.metadata.tables[table].columns if not c.foreign_keys]
    names = [c.name for c in columns if c.name not in ("who", "not_by", "not_by_from", "by", "ref")]
    rows = memory.tables.get(table, {}).values()
    return sorted(tuple(str(row[n]) for n in names) for row in rows)


def test_the_public_parts_alone_give_the_same_rows_but_for_who_it_was(world):
    with world.engines.snapshot() as conn:
        facts = list(stored_facts(conn, world.id))
        whole = following(facts, known(conn, world.id), open_parts)
    alone = following(facts, People(world.id, {}, len(world.person), no_hints), public_parts)
    sealed = {"ballot"}  # a choice before its disclosure is never public
    for table in set(whole.tables) - HIDDEN - sealed:
        assert len(whole.tables[table]) == len(alone.tables[table]), table
        assert shape(whole, table) == shape(alone, table), table
    for table in ("proposal_count", "vote_round", "stage_count"):
        assert whole.tables[table] == alone.tables[table]
    handles = {h["handle"] for h in whole.tables["hand"].values()}
    assert {h["handle"] for h in alone.tables["hand"].values()} == handles
    assert all(h["person_id"] is None for h in alone.tables["hand"].values())


def test_who_is_one_in_a_matter_is_one_to_everybody(world):
    """Up to renaming: two rows of a matter name one person in public if they do for one purpose."""
    with world.engines.snapshot() as conn:
        facts = list(stored_facts(conn, world.id))
        whole = following(facts, known(conn, world.id), open_parts)
    alone = following(facts, People(world.id, {}, len(world.person), no_hints), public_parts)
    named = {h["handle"]: h["person_id"] for h in whole.tables["hand"].values()}
    for table, column in (("cosignature", "person_id"), ("roll_entry", "person_id")):
        there = alone.tables[table].values()
        renamed = {(r["proposal_id"], named[r[column]]) for r in there}
        assert renamed == {(r["proposal_id"], r[column]) for r in whole.tables[table].values()}
