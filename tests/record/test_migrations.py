"""The frozen first revision against the tables of today, on both databases; and that the comparison
can fail.
"""

import re

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    create_engine,
    inspect,
    text,
)

from deliberation.record.migrations import configuration, upgrade

# Its tables join the same MetaData.
from deliberation.record.private import tables as private_tables  # noqa: F401
from deliberation.record.tables import metadata

TRIGGERS = {
    "fact_no_update",
    "fact_no_delete",
    "fact_body_no_delete",
    "tree_node_no_update",
    "tree_node_no_delete",
    "fact_body_only_erasure",
    "log_head_only_grows",
}
SQLITE_ONLY = {
    "fact_no_replace",
    "fact_body_no_replace",
    "tree_node_no_replace",
}  # REPLACE fires no delete trigger
POSTGRESQL_ONLY = {"fact_no_truncate", "fact_body_no_truncate", "tree_node_no_truncate"}


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, tmp_path) -> str:
    """A database without a single table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    url = request.getfixturevalue("postgres_url")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        conn.execute(text("DROP SCHEMA public CASCADE"))
        conn.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


both = pytest.mark.parametrize(
    "empty_url", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@pytest.fixture
def migrated(empty_url: str):
    """An engine on a database brought up from empty by the migrations alone."""
    upgrade(empty_url)
    engine = create_engine(empty_url)
    yield engine
    engine.dispose()


def differences(engine: Engine, wanted: MetaData) -> list[object]:
    """What Alembic would change to make the database what `wanted` says: tables, columns, types,
    defaults, keys, indexes.
    """
    with engine.connect() as conn:
        # On SQLite Alembic takes the default '' for a change of itself; there the words of the
        # schema are compared below.
        defaults = conn.dialect.name == "postgresql"
        context = MigrationContext.configure(
            conn, opts={"compare_type": True, "compare_server_default": defaults}
        )
        return compare_metadata(context, wanted)


def copied() -> MetaData:
    other = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(other)
    return other


def trigger_names(conn: Connection) -> set[str]:
    if conn.dialect.name == "sqlite":
        return set(
            conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        )
    return set(conn.execute(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).scalars())


def contents(conn: Connection) -> list[tuple]:
    """Every object of the schema, as the database itself writes it down."""
    if conn.dialect.name == "sqlite":
        rows = conn.execute(text("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))
    else:
        rows = conn.execute(
            text(
                "SELECT c.relkind::text, c.relname::text, c.oid::text FROM pg_class c "
                "WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1, 2"
            )
        )
    return [tuple(r) for r in rows] + [
        ("version", v)
        for v in conn.execute(text("SELECT version_num FROM alembic_version")).scalars()
    ]


def checks_of(engine: Engine) -> set[tuple[str, str]]:
    found = inspect(engine)
    return {(t, str(c["name"])) for t in metadata.tables for c in found.get_check_constraints(t)}


@both
def test_up_from_empty_is_what_the_tables_say(migrated: Engine) -> None:
    assert differences(migrated, metadata) == []


@both
def test_every_check_constraint_is_there(migrated: Engine) -> None:
    """Alembic compares no check constraints, so they are compared by name here."""
    wanted = {
        (t.name, str(c.name))
        for t in metadata.sorted_tables
        for c in t.constraints
        if isinstance(c, CheckConstraint)
    }
    assert wanted
    assert checks_of(migrated) == {
        (t, n if n.startswith("ck_") else f"ck_{t}_{n}") for t, n in wanted
    }


@both
def test_primary_keys_are_those_of_the_tables(migrated: Engine) -> None:
    """Nor does Alembic compare primary keys."""
    found = inspect(migrated)
    for table in metadata.sorted_tables:
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            c.name for c in table.primary_key.columns
        ], table.name


def test_the_words_of_the_schema_are_those_of_create_all(tmp_path) -> None:
    """On SQLite the schema is kept as text: each line of each table is the same as if made from the
    tables of today.
    """
    lines = []
    for name, make in (
        ("migrated", upgrade),
        ("made", lambda url: metadata.create_all(create_engine(url))),
    ):
        url = f"sqlite:///{tmp_path / name}.sqlite3"
        make(url)
        with create_engine(url).connect() as conn:
            rows = conn.execute(
                text(
                    "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') "
                    "AND sql IS NOT NULL"
                    " AND name <> 'alembic_version'"
                )
            ).all()
        # SQLite writes a column added later onto the line of the one before it: ", name TYPE".
        lines.append(
            {
                n: sorted(
                    line.strip().rstrip(",").rstrip()
                    for line in re.sub(r", (?=[a-z_]+ [A-Z]+)", ",\n", sql).splitlines()
                )
                for n, sql in rows
            }
        )
    assert lines[0] == lines[1]


@both
def test_upgrading_twice_changes_nothing(migrated: Engine, empty_url: str) -> None:
    with migrated.connect() as conn:
        before = contents(conn)
    upgrade(empty_url)
    with migrated.connect() as conn:
        assert contents(conn) == before


@both
def test_downgrade_refuses_and_leaves_everything(migrated: Engine, empty_url: str) -> None:
    with migrated.connect() as conn:
        before = contents(conn)
    with pytest.raises(RuntimeError, match="backup"):
        command.downgrade(configuration(empty_url), "base")
    with migrated.connect() as conn:
        assert contents(conn) == before


@both
def test_the_guards_of_the_log_are_there(migrated: Engine) -> None:
    own = SQLITE_ONLY if migrated.dialect.name == "sqlite" else POSTGRESQL_ONLY
    with migrated.connect() as conn:
        assert trigger_names(conn) == TRIGGERS | own


@both
def test_a_changed_table_is_noticed(migrated: Engine) -> None:
    """A new column, another nullability, a new index, a table more, a table less: each is one
    reported difference.
    """
    column, nullable, index, less = copied(), copied(), copied(), copied()
    column.tables["ballot"].append_column(Column("weight", Integer))
    nullable.tables["ballot"].c.choice.nullable = not nullable.tables["ballot"].c.choice.nullable
    Index("ix_ballot_cast", index.tables["ballot"].c.community_id, index.tables["ballot"].c.cast_at)
    less.remove(less.tables["demo_clock"])
    assert differences(migrated, copied()) == []
    assert [d[0] for d in differences(migrated, column)] == ["add_column"]
    assert [d[0][0] for d in differences(migrated, nullable)] == ["modify_nullable"]
    assert [d[0] for d in differences(migrated, index)] == ["add_index"]
    assert [d[0] for d in differences(migrated, less)] == ["remove_table"]
