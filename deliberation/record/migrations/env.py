"""Alembic's entry: runs the versions on one connection, in one transaction.

Beside a server on PostgreSQL it waits for a table as long as a command waits for a lock: whoever
waits for one in vain lets everybody behind it wait, readers too. Then nothing was changed, and it
can be run again."""

from alembic import context
from sqlalchemy import create_engine, pool

from deliberation.record import tables
from deliberation.record.engines import PATIENCE

# Its tables join the same MetaData.
from deliberation.record.private import tables as private_tables  # noqa: F401


def run() -> None:
    """Online only: migrations here need the database they change."""
    url = context.config.get_main_option("sqlalchemy.url")
    assert url is not None  # whoever runs a migration says which database
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SET lock_timeout = {int(PATIENCE * 1000)}")
        context.configure(connection=connection, target_metadata=tables.metadata)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
