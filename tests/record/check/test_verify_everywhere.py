"""`verify` asks the log and every table which communities there are: a row taken away hides
nothing, and nothing is not all right."""

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select

from deliberation import cli
from deliberation.cli import verifying
from deliberation.cli.instance import Plain
from deliberation.record import tables
from deliberation.record.check.verify import Wrong, communities, verify
from tests.record.log.test_attacks import without_guards

LOG = (tables.fact_body, tables.fact, tables.tree_node, tables.log_head)


def emptied(world, keep=()) -> None:
    """Every row of these tables goes, children before parents; on PostgreSQL as its superuser,
    without asking foreign keys."""
    without_guards(world)
    with world.engines.write_connection() as conn:
        if world.engines.dialect == "sqlite":
            conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        else:
            conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for table in (*LOG, *reversed(tables.CIVIC), tables.search_piece):
            if table not in keep:
                conn.execute(delete(table))


def without_the_community(world) -> None:
    without_guards(world)
    driver = "PRAGMA foreign_keys = OFF"
    with world.engines._write.connect() as conn:
        if world.engines.dialect == "sqlite":
            conn.connection.driver_connection.execute(driver)
        with conn.begin():
            if world.engines.dialect == "postgresql":
                conn.exec_driver_sql("SET LOCAL session_replication_role = replica")
            conn.execute(delete(tables.community))
    world.engines.dispose()


def test_a_community_whose_row_is_gone_is_found(world):
    world.submitted()
    without_the_community(world)
    with pytest.raises(Wrong, match="table community, row .*is missing"):
        verify(world.engines)


@pytest.mark.parametrize(
    "left", [tables.fact, tables.fact_body, tables.tree_node, tables.log_head, tables.civic_lock]
)
def test_whatever_is_left_of_a_community_is_found(world, left):
    keep = (left, tables.fact) if left is tables.fact_body else (left,)
    emptied(world, keep)
    with world.engines.read_connection() as conn:
        assert communities(conn) == [(world.id, world.id)]
    with pytest.raises(Wrong):
        verify(world.engines)


def test_nothing_checked_is_an_error_of_the_command(world, monkeypatch):
    emptied(world)
    with world.engines.read_connection() as conn:
        assert conn.execute(select(tables.fact)).first() is None
    assert verify(world.engines) == []
    monkeypatch.setattr(verifying, "opened", lambda: world.engines)
    failed = CliRunner().invoke(cli.cli, ["verify"])
    assert failed.exit_code == 1 and isinstance(failed.exception, Plain)
    assert "nothing was checked" in str(failed.exception)
