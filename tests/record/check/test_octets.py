"""SQLite keeps a text where bytes belong: `verify` names what is wrong, and does not stumble."""

import pytest
from sqlalchemy import select, text, update

from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify

T = tables
COLUMNS = (
    (T.fact.c.header, "fact 3"),
    (T.fact_body.c.body, "fact 3"),
    (T.fact_body.c.salt, "fact 3"),
    (T.tree_node.c.hash, "tree"),
    (T.log_head.c.frontier, "head"),
)


@pytest.mark.parametrize(("column", "says"), COLUMNS, ids=[str(c) for c, _ in COLUMNS])
@pytest.mark.parametrize("written", ["'x'", "7", "x'00'"])
def test_a_text_or_a_number_in_a_column_of_bytes_is_named(small_world, column, says, written):
    w = small_world
    w.submitted()
    verify(w.engines)
    with w.engines.write_connection() as conn:
        for name in conn.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).scalars():
            conn.exec_driver_sql(f"DROP TRIGGER {name}")
        row = column.table.c.community_id == w.id
        if "position" in column.table.c:
            row &= column.table.c.position == 3
        conn.execute(update(column.table).where(row).values({column.name: text(written)}))
        assert conn.execute(select(column).where(row)).first()
    with pytest.raises(Wrong, match=says):
        verify(w.engines)
