"""Two engines on one database: everybody reads through one that cannot write; the other is for `perform` and a few named places.

`db.session` is Flask-SQLAlchemy's, read-only by the database itself (query_only, default_transaction_read_only).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from deliberation import clock

from .tables import demo_clock, metadata

BUSY_MS = 10_000
OFFSET_FRESH = timedelta(milliseconds=300)
_UNKNOWN = (timedelta(0), datetime.min.replace(tzinfo=UTC))


class Base(DeclarativeBase):
    """Gives Flask-SQLAlchemy our one MetaData; there are no mapped classes."""

    metadata = metadata


db = SQLAlchemy(model_class=Base)
_current: "Engines | None" = None


def read_only_options(url: str) -> dict[str, Any]:
    """Engine options for the reading side."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"connect_args": {"check_same_thread": False}}
    return {
        "connect_args": {"options": "-c default_transaction_read_only=on"},
        "pool_size": 8,
        "max_overflow": 24,
        "isolation_level": "AUTOCOMMIT",
    }  # each statement stands alone: no BEGIN and no ROLLBACK around a page


def make_read_only(engine: Engine) -> None:
    """SQLite connections refuse to write; PostgreSQL's do so by their options."""
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection: Any, _record: Any) -> None:
            _pragmas(connection)
            connection.execute("PRAGMA query_only = ON")


def _pragmas(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _write_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, max_overflow=24, isolation_level="READ COMMITTED")
    engine = create_engine(url, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        _pragmas(connection)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Engines:
    """The write engine and, for commands without Flask, a reading one. One per process and database."""

    def __init__(
        self, url: str, *, mac_key: bytes = b"", log_key: bytes = b"", host: str = "localhost"
    ) -> None:
        self.url, self.mac_key, self.log_key, self.host = url, mac_key, log_key, host
        self._offset = _UNKNOWN
        self._write = _write_engine(url)
        self._read = create_engine(url, **read_only_options(url))
        make_read_only(self._read)

    @property
    def dialect(self) -> str:
        return self._write.dialect.name

    @contextmanager
    def write_connection(self) -> Iterator[Connection]:
        """One transaction on the write engine: committed at the end, rolled back on any exception."""
        with self._write.begin() as connection:
            yield connection

    @contextmanager
    def read_connection(self) -> Iterator[Connection]:
        """A connection that cannot write."""
        with self._read.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that cannot write and sees one moment throughout, whatever is written meanwhile: for verify, replay and export."""
        with self._read.connect() as connection:
            if self.dialect == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            try:
                yield connection
            finally:
                connection.rollback()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self._write.dispose()
        self._read.dispose()

    def civic_offset(self) -> timedelta:
        """How far a demo instance has moved civic time forward; zero in any other. Read again after OFFSET_FRESH."""
        known, until = self._offset
        moment = clock.real()
        if moment < until:
            return known
        with self.read_connection() as c:
            seconds = c.execute(select(demo_clock.c.offset_seconds)).scalar()
        found = timedelta(seconds=seconds or 0)
        self._offset = found, moment + OFFSET_FRESH
        return found

    def forget_offset(self) -> None:
        """The offset was just moved by this process."""
        self._offset = _UNKNOWN

    def is_demo(self) -> bool:
        """Whether this instance was made by `deliberation demo`."""
        with self.read_connection() as c:
            return c.execute(select(demo_clock.c.one)).first() is not None

    def follow_demo_clock(self) -> bool:
        """Let `clock.now()` follow this instance's offset, if it is a demo. Returns whether it is."""
        demo = self.is_demo()
        clock.offset_from(self.civic_offset if demo else None)
        return demo


@contextmanager
def together(conn: Connection) -> Iterator[None]:
    """Statements whose answers nobody needs one by one travel together: on PostgreSQL in its pipeline, so that a dozen writes wait
    for the network twice. An error raises as it would outside. Nothing may be read inside. On SQLite there is no way to travel."""
    if conn.dialect.name != "postgresql":
        yield
        return
    import psycopg

    if not psycopg.Pipeline.is_supported():
        yield
        return
    try:
        with conn.connection.driver_connection.pipeline():  # type: ignore[union-attr]
            yield
    except psycopg.Error as error:
        raise DBAPIError.instance(
            "(pipeline)", None, error, psycopg.Error, dialect=conn.dialect
        ) from error


def use(engines: Engines) -> Engines:
    """Make these the process's engines (create_app and the commands do)."""
    global _current
    _current = engines
    return engines


def current() -> Engines:
    """The process's engines; RuntimeError before `use`."""
    if _current is None:
        raise RuntimeError("no database is in use yet")
    return _current
