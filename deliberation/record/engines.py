"""Two engines on one database: everybody reads through one that cannot write; the other is for
`perform` and a few named places.

`db.session` is Flask-SQLAlchemy's, read-only by the database itself (query_only,
default_transaction_read_only).
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app, has_request_context
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase

from deliberation import clock, rooms
from deliberation.turns import spare

from .direct import Reading
from .tables import demo_clock, metadata
from .turn import Turn
from .unavailable import LOCKED, why

PATIENCE = 10.0  # seconds a command waits for a lock of somebody else
AT_A_PAGE = 3.0  # and somebody who pressed a button
AT_READING = 2.0  # and somebody who opened a page: only a locked table makes readers wait
PAGE_READ = 12.0  # seconds one reading statement of a page may take; none comes near
BUSY_MS = int(
    AT_A_PAGE * 1000
)  # readers wait for no writer, only for a database being opened or mended
# Another process may just have moved a demo's time: whoever did, and presses on, sees it.
OFFSET_FRESH = timedelta(milliseconds=30)
_UNKNOWN = (timedelta(0), datetime.min.replace(tzinfo=UTC))


_LOCK_TIMEOUT = text("SELECT set_config('lock_timeout', :ms, true)")


class Base(DeclarativeBase):
    """Gives Flask-SQLAlchemy our one MetaData; there are no mapped classes."""

    metadata = metadata


db = SQLAlchemy(model_class=Base, session_options={"class_": Reading})
_current: "Engines | None" = None


def read_only_options(url: str) -> dict[str, Any]:
    """Engine options for the reading side."""
    if make_url(url).get_backend_name() == "sqlite":
        return {**_POOL, "connect_args": {"check_same_thread": False}}
    return {
        **_POOL,
        "connect_args": _reached(url, "-c default_transaction_read_only=on"),
        "isolation_level": "AUTOCOMMIT",
        "pool_pre_ping": True,
    }  # each statement stands alone: no BEGIN and no ROLLBACK around a page


_POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 24, "pool_timeout": 5}


def _reached(url: str, options: str) -> dict[str, Any]:
    """How a PostgreSQL is reached: one that does not answer is given up in seconds, not in minutes.
    What the URL says itself comes first."""
    wanted = {
        "connect_timeout": 5,
        "keepalives_idle": 20,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 15_000,
    }
    said = make_url(url).query
    return {k: v for k, v in wanted.items() if k not in said} | {"options": options}


def make_read_only(engine: Engine, used: "Engines") -> None:
    """SQLite connections refuse to write; PostgreSQL's do so by their options, and wait for a lock
    and for an answer as long as a reader of `used` does."""
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _(connection: Any, _record: Any) -> None:
            _pragmas(connection)
            connection.execute("PRAGMA query_only = ON")

    else:

        @event.listens_for(engine, "do_connect")
        def _(_dialect: Any, _record: Any, _args: Any, said: dict[str, Any]) -> None:
            said["options"] += _waits(used.reading)
            if used.longest is not None:
                said["options"] += f" -c statement_timeout={int(used.longest * 1000)}"


def _waits(seconds: float) -> str:
    """PostgreSQL's option for how long a statement waits for a lock of somebody else."""
    return f" -c lock_timeout={int(seconds * 1000)}"


def _pragmas(connection: Any) -> None:
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _write_engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        # Transactions are bounded: a fact's time is read under its subject's lock, and no act may
        # date it long before others.
        options = "-c statement_timeout=25s -c idle_in_transaction_session_timeout=25s"
        return create_engine(
            url,
            **_POOL,
            isolation_level="READ COMMITTED",
            pool_pre_ping=True,
            connect_args=_reached(url, options),
        )
    engine = create_engine(url, **_POOL, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL")
        _pragmas(connection)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


_turns: defaultdict[str, Turn] = defaultdict(Turn)  # SQLite's writers of this process, by database


class Engines:
    """The write engine and, for commands without Flask, a reading one. One per process and
    database.

    patience: seconds to wait for somebody else's lock. reading: the same for who only reads.
    longest: seconds a reading statement may take; None, in commands, has no bound. most_days: see
    `civic_time`; None never asks."""

    def __init__(
        self,
        url: str,
        *,
        mac_key: bytes = b"",
        log_key: bytes = b"",
        host: str = "localhost",
        patience: float = PATIENCE,
        most_days: int | None = None,
    ) -> None:
        rooms.acts()  # whoever opens a record may attempt and judge all of them
        self.url, self.mac_key, self.log_key, self.host = url, mac_key, log_key, host
        self.patience, self.most_days = patience, most_days
        self.reading = patience
        self.longest: float | None = None
        self.trusted: datetime | None = None  # the latest civic time known to be right
        self.failed: str | None = None  # why the last write could not be, until one can
        self._offset = _UNKNOWN
        self.crowds: Any = None  # acts that wait to be done together: see write.crowd
        self._write = _write_engine(url)
        event.listen(self._write, "do_connect", self._bounded)
        self._read = create_engine(url, **read_only_options(url))
        make_read_only(self._read, self)

    def _bounded(self, dialect: Any, _record: Any, _args: Any, said: dict[str, Any]) -> None:
        if dialect.name == "postgresql":
            said["options"] += _waits(self.patience)

    @property
    def dialect(self) -> str:
        return self._write.dialect.name

    @contextmanager
    def write_connection(self, patience: float | None = None) -> Iterator[Connection]:
        """One transaction on the write engine: committed at the end, rolled back on any exception.

        patience: seconds to wait for a lock of somebody else, if not this process's own."""
        wait = self.patience if patience is None else patience
        try:
            with self._in_turn(wait) if self.dialect == "sqlite" else self._at_once(wait) as conn:
                yield conn
        except Exception as error:
            self.failed = why(error) or self.failed
            raise
        self.failed = None

    @contextmanager
    def _at_once(self, wait: float) -> Iterator[Connection]:
        with self._write.begin() as connection:
            if wait != self.patience:
                connection.execute(_LOCK_TIMEOUT, {"ms": str(int(wait * 1000) or 1)})
            yield connection

    @contextmanager
    def _in_turn(self, wait: float) -> Iterator[Connection]:
        turn = self.turn
        wait = turn.take(wait)
        try:
            with self._write.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")
                try:
                    transaction = connection.begin()
                except Exception as error:
                    if why(error) == LOCKED:
                        turn.refused()
                    raise
                turn.has_it()
                with transaction:
                    yield connection
        finally:
            turn.leave()

    @property
    def turn(self) -> Turn:
        """Where this process's writers on a SQLite database stand in line."""
        return _turns[self.url]

    def serve_with(self, threads: int) -> None:
        """This process serves pages with so many threads: one of them always stays for readers, and
        nobody who pressed a button or opened a page waits long."""
        self.patience, self.turn.threads = AT_A_PAGE, threads
        self.reading, self.longest = AT_READING, PAGE_READ
        spare.process.threads = threads

    @contextmanager
    def read_connection(self) -> Iterator[Connection]:
        """A connection that cannot write."""
        with self._read.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that cannot write and sees one moment throughout, whatever is written
        meanwhile: for verify, replay and export.
        """
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
        """How far a demo instance has moved civic time forward; zero in any other.

        Read again after OFFSET_FRESH.
        """
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
        """Let `clock.now()` follow this instance's offset, if it is a demo.

        Returns whether it is.
        """
        demo = self.is_demo()
        clock.offset_from(self.civic_offset if demo else None)
        return demo


@contextmanager
def together(conn: Connection) -> Iterator[None]:
    """Statements whose answers nobody needs one by one travel together: on PostgreSQL in its
    pipeline, so that a dozen writes wait for the network twice. An error raises as it would
    outside. Nothing may be read inside. On SQLite there is no way to travel.
    """
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


def rows(statement: Any, given: dict[str, Any]) -> Any:
    """All rows of one statement: through the session of the request, where there is one."""
    if has_request_context() and "sqlalchemy" in current_app.extensions:
        return db.session.execute(statement, given).all()
    with current().read_connection() as connection:
        return connection.execute(statement, given).all()


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
