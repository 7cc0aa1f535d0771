"""Alembic's entry: runs the versions on one connection, in one transaction."""

from alembic import context
from sqlalchemy import create_engine, pool

from deliberation.record import tables

# Its tables join the same MetaData.
from deliberation.record.private import tables as private_tables  # noqa: F401


def run() -> None:
    """Online only: migrations here need the database they change."""
    url = context.config.get_main_option("sqlalchemy.url")
    assert url is not None  # whoever runs a migration says which database
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=tables.metadata)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
