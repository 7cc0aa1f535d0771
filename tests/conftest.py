"""Databases for every test: a migrated template, copied.

PostgreSQL runs in a private cluster that this session starts and stops.
"""

import fcntl
import gc
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from functools import cache
from pathlib import Path
from types import MethodType
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import Pool
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from deliberation import clock, rooms
from tests import databases

pytest_plugins = ["tests.world", "tests.site"]
# who asks for one of these gets a database in which its people already live: kind → who asks
SETTLED = {"settled": {"world", "small_world"}, "town": {"town", "small_town"}}
ROOT = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("CI", "").lower() == "true"
REAL = clock.real
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # where files lie in memory; bytes a run may need


def lie_in_memory() -> None:
    """Every database of a test is a file or hundreds of them, made and thrown away: where there is
    room they lie in memory, so that no disk is waited for.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    if "TMPDIR" not in os.environ and roomy and os.access(MEMORY, os.W_OK):
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


lie_in_memory()


_compiled: dict[tuple[str, str, str | None], tuple[object, LRUCache]] = {}


@event.listens_for(Engine, "engine_connect")
def compile_once(conn: Connection) -> None:
    """Each test has engines of its own, but a statement is compiled once in a session: their
    dialects are alike, and SQLAlchemy keeps compiled statements by dialect. A server's process does
    the same with its one engine. The first connection of an engine comes here after its dialect has
    met the database, so the shared one has too.
    """
    own = conn.engine.dialect
    shared, cache = _compiled.setdefault(
        (own.name, own.driver, own._on_connect_isolation_level), (own, LRUCache(4000))
    )
    if conn.engine._compiled_cache is not cache:
        conn.engine._compiled_cache = cache
    conn.engine.dialect = conn.dialect = shared


@event.listens_for(Pool, "checkout")
def hurry(connection: object, record: object, _proxy: object) -> None:
    """SQLite need not wait for the disk: nobody pulls a test's plug.

    At checkout, because the house's own pragmas come at connecting.
    """
    if isinstance(connection, sqlite3.Connection) and "hurried" not in record.info:
        record.info["hurried"] = True
        connection.execute("PRAGMA synchronous = OFF")


def compiled_templates() -> Path:
    """Where compiled templates lie beside compiled modules, for every process of this and of later
    runs: anew whenever a module of the house changed, since a filter of a fixed word is worked out
    when a template is compiled. What is older goes.
    """
    modules = [p.stat().st_mtime_ns for p in (ROOT / "deliberation").rglob("*.py")]
    here = f"{sys.implementation.cache_tag}-{len(modules)}-{max(modules)}"
    folder = ROOT / "tests" / "__pycache__" / "templates" / here
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


class Templates(BytecodeCache):
    """Each test has an application of its own, but a template is compiled once.

    Applications that lay out white space differently do not share one (Jinja's checksum is of the
    source only).
    """

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.folder = None if sys.dont_write_bytecode else compiled_templates()

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        checksum = self.get_source_checksum(source)
        layout = f"{environment.trim_blocks:d}{environment.lstrip_blocks:d}"
        key = f"{self.get_cache_key(name, filename)}-{checksum}-{layout}"
        bucket = Bucket(environment, key, checksum)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        if self.folder and bucket.key not in self.kept:
            with suppress(FileNotFoundError):
                self.kept[bucket.key] = (self.folder / bucket.key).read_bytes()
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()
        if self.folder is None:
            return
        made = self.folder / f"{bucket.key}.{os.getpid()}"
        with suppress(FileNotFoundError):  # a run after a change has tidied the folder away
            made.write_bytes(self.kept[bucket.key])
            made.replace(self.folder / bucket.key)


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Templates()}

# What Rule.compile leaves on a rule: its parts, how it is written, what stands in it, its builders.
_COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")
_kept_rules: dict[tuple[object, ...], dict[str, Any]] = {}
_compile_anew = Rule.compile


def compile_rule_once(rule: Rule) -> None:
    """Each test has an application of its own, but what a route matches and how an address is made
    from it is worked out once in a session: the same route gives the same, and there are some six
    hundred (most of what an application costs to make).
    """
    assert rule.map is not None
    said = repr(rule.defaults) if rule.defaults else ""
    how = (rule.subdomain, rule.is_leaf, rule.strict_slashes, rule.merge_slashes)
    key = (rule.rule, said, *how, *rule.map.converters.items())
    if key not in _kept_rules:
        _compile_anew(rule)
        made = {name: getattr(rule, name) for name in _COMPILED}
        _kept_rules[key] = {k: getattr(v, "__func__", v) for k, v in made.items()}
    for name, value in _kept_rules[key].items():
        setattr(rule, name, MethodType(value, rule) if callable(value) else copy(value))


Rule.compile = compile_rule_once
rooms.acts()  # known to every test, also of those that open no database
rooms.pages = cache(rooms.pages)  # the pages of all rooms are imported once, and looked for once

# The long ones begin, so that no worker is left with one of them at the end: journeys in the
# browser, then what took longest, then the rest as it stands.
LONG = (
    "tests/journeys/",
    "tests/fuzz/",
    "tests/web/errors/test_falling.py",
    "tests/web/test_routes.py",
    "tests/cli/test_production.py",
    "tests/tree/test_packaging.py",
    "tests/cycle/matters/",
    "tests/cycle/resolve/",
    "tests/record/play/test_random_acts.py",
    "tests/record/test_migrations.py",
    "tests/record/write/test_lock_order.py",
    "tests/cli/",
)


NIGHTLY = pytest.StashKey[set[str]]()
SLOW = (
    ROOT / "tests" / "slow.txt"
)  # as measured; a test that is slow by its kind bears the mark itself
CYCLE = "tests/cycle/"
ON_POSTGRES = ROOT / "tests" / "postgres_by_day.txt"  # what of the cycle is there by day


def name_of(item: pytest.Item) -> str:
    """tests/file.py::function, whatever it was called with."""
    return f"{item.nodeid.partition('::')[0]}::{item.originalname}"  # type: ignore[attr-defined]


def cycle_on_postgres(items: list[pytest.Item]) -> None:
    """An act of the cycle is decided without a database. So by day PostgreSQL sees one whole life
    of each kind of matter and what races, by night every act; tests/record, where the locks, the
    log and the replay are, stays on both.
    """
    by_day = set(ON_POSTGRES.read_text("utf-8").split())
    for item in items:
        if item.nodeid.startswith(CYCLE) and item.get_closest_marker("postgres"):
            if name_of(item) not in by_day:
                item.add_marker(pytest.mark.nightly)


@pytest.hookimpl(tryfirst=True)  # before a target's marks leave any out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each file stays together and in its order. What was measured as slow is marked.

    What the night holds by a mark of its own is kept for the test that asks whether it is named.
    """
    slow = set(SLOW.read_text("utf-8").split())
    for item in items:
        if name_of(item) in slow:
            item.add_marker(pytest.mark.slow)
    config.stash[NIGHTLY] = {name_of(i) for i in items if i.get_closest_marker("nightly")}
    cycle_on_postgres(items)
    items.sort(
        key=lambda item: next(
            (i for i, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)
        )
    )


def pytest_collection_finish() -> None:
    """What is loaded by now stays for the whole run, so that no collection of garbage looks at it
    again: a fifth of what short tests take. And a collection for each seven hundred new objects is
    a tenth of what plays and walks take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None, item: pytest.Item) -> Iterator[None]:
    """Who borrows the system's clock gives it back: else a test of another file lives in the wrong
    time, and falls only in the company of that one.
    """
    yield
    if nextitem is None or nextitem.path != item.path:
        assert clock.real is REAL, "clock.real was left as a test had set it"


def absent(what: str) -> None:
    """A missing component fails on CI and skips, visibly, elsewhere."""
    if STRICT:
        pytest.fail(f"{what} is missing and CI=true")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from deliberation.record.migrations import upgrade

    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def demo_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with a second community, founded once for all processes of a session: whoever plays
    in it takes a copy.
    """
    from tests.fuzz.run import OnSQLite

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "town.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "founded").exists():
            OnSQLite(shared / "founding")
            (shared / "founding" / "town").rename(shared / "founded")
    return shared / "founded"


@pytest.fixture(scope="session")
def cluster():
    binaries = databases.find_binaries()
    if binaries is None:
        yield None
        return
    # Not under pytest's own folder: a later run tidies that away while this one is still using it.
    with databases.Cluster(
        binaries, Path(tempfile.mkdtemp(prefix="deliberation-pg-")), databases.SHORT_LIVED
    ) as made:
        yield made


def lived_in(request: pytest.FixtureRequest, dialect: str):
    """The database whose people the test asks for, made once a session; None for an empty one."""
    for kind, asking in SETTLED.items():
        if asking & set(request.fixturenames):
            return request.getfixturevalue(f"{dialect}_{kind}")
    return None


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path: Path) -> str:
    kept = lived_in(request, "sqlite")
    shutil.copy(kept.path if kept else sqlite_template, tmp_path / "test.sqlite3")
    return f"sqlite:///{tmp_path / 'test.sqlite3'}"


@pytest.fixture
def postgres_url(request: pytest.FixtureRequest, cluster):
    if cluster is None:
        absent("PostgreSQL")
    kept = lived_in(request, "postgresql")
    name = cluster.create(kept.path if kept else "template_migrated")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """Real data, not shipped: DELIBERATION_TEST_DATA, then ../shared/data.

    Skips where absent, on CI too.
    """
    path = Path(os.environ.get("DELIBERATION_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not path.is_dir():
        pytest.skip(f"no test data at {path}")
    return path


@pytest.fixture(scope="session", autouse=True)
def compiled_translations() -> None:
    from deliberation.translations.__main__ import compile_all

    compile_all()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Why tests were skipped, one line a reason: nobody should have to guess what is missing."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, number in reasons.items():
        terminalreporter.write_line(f"{number} skipped: {reason.removeprefix('Skipped: ')}")
