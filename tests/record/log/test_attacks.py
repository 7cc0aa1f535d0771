"""The log attacked in every way on both databases, and `verify` naming what was changed behind its
back.
"""

import pytest
from sqlalchemy import create_engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from deliberation.record import tables
from deliberation.record.check.replay import load_into
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.migrations import upgrade
from deliberation.roster.acts import people

ATTACKS = {
    "update": lambda: update(tables.fact).values(kind="x"),
    "delete": lambda: delete(tables.fact),
    "body_delete": lambda: delete(tables.fact_body),
    "body_change": lambda: update(tables.fact_body).values(body=b"{}"),
    "body_null_without_erasure": lambda: (
        update(tables.fact_body)
        .where(tables.fact_body.c.part == "text")
        .values(body=None, salt=None)
    ),
    "sealed_null": lambda: (
        update(tables.fact_body)
        .where(tables.fact_body.c.part == "sealed")
        .values(body=None, salt=None)
    ),
    "node_update": lambda: update(tables.tree_node).values(hash=b"0" * 32),
    "node_delete": lambda: delete(tables.tree_node),
    "shrink": lambda: update(tables.log_head).values(size=1),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_log_refuses(world, attack):
    world.in_vote() and world.cast(world.rows(tables.proposal)[0].proposal_id, 代表甲="for")
    with pytest.raises(DBAPIError), world.engines.write_connection() as conn:
        conn.execute(ATTACKS[attack]())
    verify(world.engines)


def test_an_existing_position_is_not_replaced(world):
    with world.engines.read_connection() as conn:
        row = dict(
            conn.execute(select(tables.fact).order_by(tables.fact.c.position)).first()._mapping
        )
    with pytest.raises(DBAPIError), world.engines.write_connection() as conn:
        conn.execute(insert(tables.fact).values(**{**row, "kind": "forged"}))
    if world.engines.dialect == "sqlite":
        with pytest.raises(DBAPIError), world.engines.write_connection() as conn:
            conn.execute(
                insert(tables.fact).prefix_with("OR REPLACE").values(**{**row, "kind": "forged"})
            )
    else:
        with pytest.raises(DBAPIError), world.engines.write_connection() as conn:
            conn.execute(text("TRUNCATE fact CASCADE"))


def test_the_reading_side_cannot_write(world):
    for statement in (
        "UPDATE proposal SET title = 'x'",
        "DELETE FROM community",
        "CREATE TABLE x (i int)",
    ):
        with pytest.raises(DBAPIError), world.engines.read_connection() as conn:
            conn.execute(text(statement))


def without_guards(world) -> None:
    """What somebody with the database's password could do."""
    with world.engines.write_connection() as conn:
        if world.engines.dialect == "sqlite":
            for name in (
                conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
                .scalars()
                .all()
            ):
                conn.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in ("fact", "fact_body", "tree_node", "log_head"):
                conn.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def tampered(world, statement) -> str:
    verify(world.engines)
    without_guards(world)
    with world.engines.write_connection() as conn:
        conn.execute(statement)
    with pytest.raises(Wrong) as caught:
        verify(world.engines)
    return str(caught.value)


def test_verify_names_a_changed_body(world):
    p = world.submitted()
    position = world.rows(
        tables.fact, tables.fact.c.subject_id == p, tables.fact.c.kind == "proposal_submitted"
    )[0].position
    b = tables.fact_body
    said = tampered(
        world,
        update(b)
        .where(b.c.position == position, b.c.part == "text")
        .values(body=b'{"body":"x","title":"y"}'),
    )
    assert f"fact {position}" in said and "text body" in said


def test_verify_names_a_changed_header(world):
    f = tables.fact
    with world.engines.read_connection() as conn:
        header = bytes(conn.execute(select(f.c.header).where(f.c.position == 3)).scalar())
    said = tampered(
        world,
        update(f)
        .where(f.c.position == 3)
        .values(header=header.replace(b'"format":1', b'"format":2')),
    )
    assert "index 3" in said or "fact 3" in said


def test_verify_names_a_changed_node(world):
    t = tables.tree_node
    assert "level 1 index 2" in tampered(
        world, update(t).where(t.c.level == 1, t.c.idx == 2).values(hash=b"0" * 32)
    )


def test_verify_names_a_changed_civic_row(world):
    p = world.submitted()
    t = tables.proposal_count
    said = tampered(world, update(t).where(t.c.proposal_id == p).values(cosigns=77))
    assert "proposal_count" in said and p in said and "cosigns is 77" in said


def test_verify_names_a_vanished_row_and_a_changed_ballot(world):
    p = world.in_publish()
    t = tables.ballot
    said = tampered(
        world, update(t).where(t.c.proposal_id == p, t.c.choice == "against").values(choice="for")
    )
    assert "ballot" in said and "choice is 'for'" in said


def test_erasure_keeps_everything_verifiable_and_takes_the_words(world):
    p = world.completed()
    person = next(r for r in world.rows(tables.person) if r.name == "林一")
    facts = [(person.private_from, "private"), (world.row(p).text_from, "text")]
    for fact_id, part in facts:
        world.act(
            "窗口",
            people.Erase(
                act_id=new_id(),
                fact_id=fact_id,
                part=part,
                ground="request",
            ),
        )
    gone = next(r for r in world.rows(tables.person) if r.person_id == person.person_id)
    assert (gone.name, gone.phone, gone.birth_date) == (None, None, None) and world.row(
        p
    ).title is None
    assert verify(world.engines)[0].erased == 2
    bodies = b"".join(bytes(r.body or b"") for r in world.rows(tables.fact_body))
    assert "林一".encode() not in bodies


def test_replay_into_an_empty_database_gives_the_same_tables(world, tmp_path):
    world.completed()
    url = f"sqlite:///{tmp_path / 'again.sqlite3'}"
    upgrade(url)
    target = Engines(url)
    assert load_into(world.engines, target) == len(world.facts())
    verify(target)
    with pytest.raises(ValueError):
        load_into(world.engines, target)
    create_engine(url).dispose()
