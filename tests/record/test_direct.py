"""A statement given to the driver as it is answers what it answers on the long way."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, event, literal, or_, select, union_all
from sqlalchemy.exc import IntegrityError

from deliberation.record import direct, tables
from deliberation.record.ids import new_id
from deliberation.record.prepared import change, first, insert_rows, select_by, update_by

P, F, B = tables.person, tables.fact, tables.fact_body
AT = datetime(2026, 6, 8, 2, 0, tzinfo=UTC)
HERE = bindparam("here")
STATEMENTS = {
    "times and flags": select(P).where(P.c.community_id == HERE).order_by(P.c.person_id),
    "bytes": select(F.c.header, F.c.at).where(F.c.community_id == HERE).order_by(F.c.position),
    "what stands in it itself": union_all(
        select(literal("a").label("how"), F.c.kind).where(F.c.community_id == HERE),
        select(literal("b"), B.c.part).where(B.c.community_id == HERE),
    ).order_by("how", "kind"),
    "a list of its own": select(F.c.kind)
    .where(F.c.community_id == HERE, F.c.kind.in_(["person_entered", "office_begun"]))
    .order_by(F.c.position),
    "nothing there": select(P).where(P.c.community_id == HERE, P.c.name == "nobody"),
}
LISTED = direct.once(
    select(F.c.position, F.c.kind)
    .where(
        F.c.community_id == HERE,
        or_(F.c.kind.in_(bindparam("kinds", expanding=True)), F.c.position == bindparam("also")),
    )
    .order_by(F.c.position)
)


@contextmanager
def begun(w):
    """A connection of the writing side in its transaction."""
    with w.engines.write_connection() as conn:
        yield conn


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_same_rows(world, name):
    statement = direct.once(STATEMENTS[name])
    with begun(world) as conn:
        asked = {"here": world.id}
        plain = conn.execute(statement, asked)
        text = direct._text(conn, statement, asked)
        found = direct.execute(conn, statement, asked)
        keys, rows = plain.keys(), plain.all()
        mine = found.all()
    assert text is not None and [tuple(r) for r in mine] == [tuple(r) for r in rows]
    assert [r._mapping for r in mine] == [r._mapping for r in rows]
    assert name == "nothing there" or rows and list(mine[0]._fields) == list(keys)


@pytest.mark.parametrize(
    "kinds", [["person_entered"], ["office_begun", "person_entered"], ["a", "b", "c"], []]
)
def test_lists_of_any_length(world, kinds):
    with begun(world) as conn:
        asked = {"here": world.id, "kinds": kinds, "also": 3}
        assert direct.execute(conn, LISTED, asked).all() == conn.execute(LISTED, asked).all()


def test_what_is_written_and_counted(world):
    row = {"community_id": world.id, "person_id": new_id()}
    with begun(world) as conn:
        insert_rows(conn, P, [row])
        assert change(conn, P, row, {"name": "新来的", "entered_at": AT}).rowcount == 1
        assert change(conn, P, row | {"person_id": new_id()}, {"name": "x"}).rowcount == 0
        found = first(conn, P, "name", "entered_at", **row)
    assert (found.name, found.entered_at) == ("新来的", AT)


def test_a_broken_constraint_is_told_as_on_the_long_way(world):
    row = {"community_id": world.id, "person_id": world.person["林一"]}
    for write in (lambda c: insert_rows(c, P, [row]), lambda c: c.execute(P.insert(), row)):
        with pytest.raises(IntegrityError) as seen, begun(world) as conn:
            write(conn)
        assert getattr(seen.value.orig, "sqlstate", "23505") == "23505"
        assert not seen.value.connection_invalidated


def test_a_lost_connection_is_given_up(world):
    w = world
    if w.engines.dialect != "postgresql":
        return  # a file is not lost
    with w.engines._write.connect() as conn:
        conn.begin()
        statement = select_by(P, ("community_id",), ("name",))
        assert direct.execute(conn, statement, {"community_id": w.id}).first()
        conn.connection.driver_connection.close()
        with pytest.raises(Exception, match="closed") as seen:
            direct.execute(conn, statement, {"community_id": w.id})
        assert seen.value.connection_invalidated and conn.invalidated


def test_whoever_listens_hears_every_statement(small_world):
    w, heard = small_world, []
    listener = lambda conn, cursor, text, *rest: heard.append(text)
    event.listen(w.engines._write, "before_cursor_execute", listener)
    try:
        with begun(w) as conn:
            first(conn, P, "name", community_id=w.id, person_id=w.person["林一"])
    finally:
        event.remove(w.engines._write, "before_cursor_execute", listener)
    assert "FROM person" in heard[-1]


def test_one_that_was_built_once_is_known_and_another_is_not(small_world):
    known = update_by(P, ("person_id",), ("name",))
    assert id(known) in direct._marked and id(select(P)) not in direct._marked
