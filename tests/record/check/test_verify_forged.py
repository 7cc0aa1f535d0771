"""`verify` when whole headers or bodies were replaced by something well formed: one plain line
naming the fact, never a crash.
"""

import pytest
from sqlalchemy import select, update

from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from deliberation.record.log import canonical
from deliberation.roster.acts import people
from tests.record.log.test_attacks import tampered, without_guards

F, B = tables.fact, tables.fact_body


def forged(world, position: int, change) -> bytes:
    with world.engines.read_connection() as conn:
        head = canonical.read(
            bytes(conn.execute(select(F.c.header).where(F.c.position == position)).scalar())
        )
    return canonical.encode(change(head))


@pytest.mark.parametrize(
    "change",
    [
        lambda head: {},
        lambda head: [],
        lambda head: None,
        lambda head: {**head, "act": None},
        lambda head: {**head, "bodies": None},
        lambda head: {**head, "bodies": []},
        lambda head: {k: v for k, v in head.items() if k != "at"},
    ],
    ids=["empty", "list", "null", "no_act", "no_bodies", "list_of_bodies", "no_time"],
)
def test_a_header_replaced_by_other_canonical_bytes(world, change):
    said = tampered(
        world, update(F).where(F.c.position == 2).values(header=forged(world, 2, change))
    )
    assert "fact 2: its header is not the header of a fact" in said


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"b":1,"a":2}', b"\xff", b"[" * 50_000, b'{"a":1.5}']
)
def test_a_header_replaced_by_bytes_that_are_not_canonical(world, data):
    assert "fact 2: its header is" in tampered(
        world, update(F).where(F.c.position == 2).values(header=data)
    )


def erasure(world) -> int:
    """A name erased; the position of the fact that says so."""
    person = next(r for r in world.rows(tables.person) if r.name == "林一")
    world.act(
        "窗口",
        people.Erase(
            act_id=new_id(),
            fact_id=person.private_from,
            part="private",
            ground="request",
        ),
    )
    return world.rows(F, F.c.kind == "body_erased")[0].position


def test_an_erasure_whose_own_words_were_taken(world):
    at = erasure(world)
    said = tampered(
        world,
        update(B).where(B.c.position == at, B.c.part == "public").values(body=None, salt=None),
    )
    assert (
        "its private body is gone, and no erasure says so" in said
        or f"fact {at}: its public body is gone" in said
    )


def test_an_erasure_that_names_nothing(world):
    """Header and body forged together, so that the digest holds: only the leaf and the words give
    it away.
    """
    at, salt, body = erasure(world), b"s" * 16, b"{}"
    header = forged(
        world, at, lambda head: {**head, "bodies": {"public": canonical.salted_digest(salt, body)}}
    )
    without_guards(world)
    with world.engines.write_connection() as conn:
        conn.execute(update(F).where(F.c.position == at).values(header=header))
        conn.execute(update(B).where(B.c.position == at).values(salt=salt, body=body))
    with pytest.raises(Wrong, match=f"fact {at}: its public body names no erased part"):
        verify(world.engines)
