"""A PostgreSQL that is stopped and started, locked, full or read-only under the running
application. A cluster of its own."""

import itertools
import re
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from deliberation import config, create_app
from deliberation.record import health
from deliberation.record.engines import AT_READING, PAGE_READ, PATIENCE, Engines, db, use
from deliberation.record.migrations import upgrade
from deliberation.record.tick import run_due
from deliberation.record.unavailable import why
from deliberation.web.errors import words
from tests import databases
from tests.conftest import absent
from tests.world import MovableClock, World, settle

pytestmark = pytest.mark.postgres
HTML = {"Accept": "text/html"}
LOGINS = itertools.count()


@pytest.fixture(scope="module")
def own_cluster():
    binaries = databases.find_binaries()
    if binaries is None:
        absent("PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="deliberation-pg-"))
    with databases.Cluster(binaries, folder, databases.SHORT_LIVED) as made:
        yield made


@pytest.fixture(scope="module")
def town(own_cluster, tmp_path_factory):
    """(cluster, application, world): one community, served by an application with engines of its
    own."""
    name = own_cluster.create()
    kept = settle(own_cluster.url(name), name)
    settings = config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path_factory.mktemp("instance")),
            "DELIBERATION_DATABASE_URL": own_cluster.url(name),
        }
    )
    config.ensure_keys(settings)
    app = create_app(settings, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    from deliberation.record.engines import current

    time = MovableClock().install()
    used = current()
    used.most_days = None
    yield own_cluster, app, World.settled(used, time, kept)
    time.remove()
    used.dispose()


@pytest.fixture(autouse=True)
def asked_anew(town):
    health.forget()
    use(town[2].engines)


def posted(client):
    page = client.get("/jiahe/sign-in").text
    form = {"csrf_token": re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]}
    # A login of its own each time: what one test tried wrongly is no lock in the next.
    return form | {"login": f"nobody{next(LOGINS)}", "password": "nothing-much-12"}


def test_stopped_and_back_again_without_a_second_error(town):
    cluster, app, world = town
    client = app.test_client()
    form = posted(client)
    with ExitStack() as held:  # several connections wait in each pool
        for _ in range(4):
            held.enter_context(world.engines.read_connection()).execute(text("SELECT 1"))
            held.enter_context(world.engines.write_connection()).execute(text("SELECT 1"))
            held.enter_context(app.app_context())
    assert client.get("/jiahe/proposals").status_code == 200
    cluster.stop()
    try:
        paths = ("/jiahe/", "/jiahe/proposals", "/", "/no-such/page", "/jiahe/bodies")
        answers = [client.get(path, headers=HTML) for path in paths for _ in range(2)]
        answers.append(client.post("/jiahe/sign-in", data=form, headers=HTML))
        for answer in answers:
            assert answer.status_code == 503 and answer.headers["Retry-After"], answer.request.path
            assert "请稍等一下" in answer.text and "Please wait" in answer.text
        assert client.get("/static/css/deliberation.css").status_code == 200
        checked = client.get("/healthz")
        assert (checked.status_code, checked.json) == (503, {"status": "away"})
    finally:
        cluster.start()
    health.forget()
    assert [client.get(path).status_code for path in paths] == [200, 200, 302, 404, 200]
    assert client.get("/healthz").status_code == 200
    assert {client.post("/jiahe/sign-in", data=form).status_code for _ in range(3)} == {422}
    assert run_due(world.engines) == 0


def test_connections_that_died_unseen_are_no_error_of_anybody(town):
    """The server came and went while nobody asked: every pool is full of dead connections."""
    cluster, app, world = town
    client = app.test_client()
    form = posted(client)
    assert client.post("/jiahe/sign-in", data=form).status_code == 422
    cluster.stop()
    cluster.start()
    assert client.post("/jiahe/sign-in", data=form).status_code == 422
    assert [client.get(path).status_code for path in ("/jiahe/", "/jiahe/proposals")] == [200, 200]
    assert client.get("/healthz").json == {"status": "ok"} and run_due(world.engines) == 0


def test_the_application_starts_without_a_database_and_finds_it_later(town, tmp_path):
    cluster, _, world = town
    settings = config.from_environment(
        {
            "DELIBERATION_INSTANCE": str(tmp_path),
            "DELIBERATION_DATABASE_URL": world.engines.url,
        }
    )
    config.ensure_keys(settings)
    cluster.stop()
    try:
        client = create_app(settings).test_client()
        assert client.get("/jiahe/", headers=HTML).status_code == 503
        assert client.get("/healthz").json == {"status": "away"}
    finally:
        cluster.start()
    assert client.get("/jiahe/").status_code == 200


def test_a_row_held_by_somebody_else_is_given_up_in_the_time_of_a_page(town):
    _, app, world = town
    client = app.test_client()
    form = posted(client)
    used, said = world.engines, []
    used.dispose()
    before, used.patience = used.patience, 0.05
    event.listen(used._write, "handle_error", lambda c: said.append(c.original_exception.sqlstate))
    url = used.url.replace("+psycopg", "")
    try:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE attempt IN ACCESS EXCLUSIVE MODE")
            answer = client.post("/jiahe/sign-in", data=form, headers=HTML)
            other.rollback()
    finally:
        used.patience = before
        used.dispose()
    assert (
        answer.status_code == 503
        and int(answer.headers["Retry-After"]) == words.LOCKED_SECONDS
        and "55P03" in said
    )
    assert client.post("/jiahe/sign-in", data=form).status_code == 422


@pytest.fixture
def hurried(town):
    """Everybody waits for a lock as they do in a served process, only shorter."""
    _, app, world = town
    used = world.engines
    assert used.longest == PAGE_READ and used.reading == AT_READING < used.patience
    before = used.patience, used.reading

    def afresh():
        used.dispose()
        with app.app_context():
            db.engine.dispose()

    used.patience = used.reading = 0.05
    afresh()
    yield app, used
    used.patience, used.reading = before
    afresh()


@contextmanager
def held(used, statement):
    """Somebody in a shell, whose transaction the server ends in the end, so that whoever waits for
    ever fails here and does not hang."""
    with psycopg.connect(used.url.replace("+psycopg", "")) as other:
        other.execute("SET idle_in_transaction_session_timeout = '8s'")
        other.execute(statement)
        yield
        other.rollback()


@pytest.mark.parametrize("table", ["log_head", "community", "proposal"])
def test_a_table_held_against_readers_is_said_and_not_waited_for(hurried, monkeypatch, table):
    """Nothing is kept yet that could be read instead."""
    from deliberation.readings import community
    from deliberation.web import parts
    from deliberation.web.kept import Kept

    app, used = hurried
    paths = ("/jiahe/", "/jiahe/proposals", "/jiahe/record")
    client = app.test_client()
    assert client.get("/jiahe/sign-in").status_code == 200
    monkeypatch.setattr(parts, "_parts", Kept())
    monkeypatch.setattr(community, "_known", {})
    with held(used, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"):
        answers = [client.get(path, headers=HTML) for path in paths]
        checked = client.get("/healthz")
    said = {a.headers.get("Retry-After") for a in answers if a.status_code == 503}
    assert said == {str(words.LOCKED_SECONDS)}
    assert all("请稍等一下" in a.text for a in answers if a.status_code == 503)
    assert [a.status_code for a in answers].count(503) == {"proposal": 2}.get(table, 3)
    assert checked.json == {"status": "ok" if table == "community" else "locked"}
    health.forget()
    assert [client.get(path).status_code for path in paths] == [200] * 3
    assert client.get("/healthz").json == {"status": "ok"}


def test_a_kept_page_is_read_beside_a_held_table(hurried):
    app, used = hurried
    assert app.test_client().get("/jiahe/").status_code == 200
    with held(used, "LOCK TABLE community, proposal IN ACCESS EXCLUSIVE MODE"):
        assert app.test_client().get("/jiahe/", headers=HTML).status_code == 200


def test_no_statement_of_a_page_goes_on_for_ever_and_a_command_may(hurried):
    app, used = hurried
    asked = text("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
    with app.app_context():
        assert db.session.execute(asked).one() == (f"{PAGE_READ:.0f}s", "50ms")
    with used.read_connection() as conn:
        assert conn.execute(asked).one() == (f"{PAGE_READ:.0f}s", "50ms")
    command = Engines(used.url)
    with command.read_connection() as conn:
        assert conn.execute(asked).one() == ("0", f"{PATIENCE:.0f}s")
    command.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        *(f"LOCK TABLE {t.name} IN EXCLUSIVE MODE" for t in health.NEEDED),
        "LOCK TABLE fact IN SHARE MODE",
        "SELECT * FROM log_head FOR UPDATE",
    ],
)
def test_what_no_act_could_get_is_no_health(hurried, statement):
    app, used = hurried
    client = app.test_client()
    with held(used, statement):
        assert client.get("/jiahe/").status_code == 200  # readers go on
        checked = client.get("/healthz")
        assert (checked.status_code, checked.json) == (503, {"status": "locked"})
    health.forget()
    assert client.get("/healthz").json == {"status": "ok"}
    with used.read_connection() as conn:
        left = conn.execute(text("SELECT count(*) FROM pg_locks WHERE mode = 'RowExclusiveLock'"))
        assert left.scalar() == 0


def test_an_act_under_way_is_health(hurried):
    """What acts themselves hold against each other, and a backup, is no trouble."""
    app, used = hurried
    with held(used, "LOCK TABLE log_head, fact, proposal IN SHARE UPDATE EXCLUSIVE MODE"):
        assert app.test_client().get("/healthz").json == {"status": "ok"}


def test_a_migration_beside_somebody_gives_way(hurried, monkeypatch):
    """Behind a waiting ALTER TABLE every reader would wait."""
    from deliberation.record import engines

    monkeypatch.setattr(engines, "PATIENCE", 0.05)
    _, used = hurried
    with used.write_connection() as conn:
        conn.execute(text("DELETE FROM alembic_version"))  # as if nothing had been made yet
    try:
        with held(used, "LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE"):
            with pytest.raises(DBAPIError) as caught:
                upgrade(used.url)
            assert why(caught.value) == "locked"
    finally:
        with used.write_connection() as conn:
            conn.execute(text("INSERT INTO alembic_version VALUES ('0001')"))


def test_read_only_is_read_and_said(town):
    _, app, world = town
    client = app.test_client()
    form = posted(client)
    name = world.engines.url.rpartition("/")[2]
    url = world.engines.url.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    world.engines.dispose()
    try:
        assert client.get("/jiahe/").status_code == 200
        assert client.post("/jiahe/sign-in", data=form, headers=HTML).status_code == 503
        assert client.get("/healthz").json == {"status": "read_only"}
    finally:
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("SET default_transaction_read_only = off")
            other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        world.engines.dispose()
    health.forget()
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("53100", "full"),
        ("53300", "away"),
        ("57P01", "away"),
        ("57014", "locked"),
        ("25006", "read_only"),
        ("XX001", "damaged"),
        ("23505", None),
        ("42P01", None),
    ],
)
def test_each_state_is_one_word(town, state, word):
    """The server itself says the state, as it would."""
    raising = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(DBAPIError) as caught, town[2].engines.write_connection() as conn:
        conn.execute(text(raising))
    assert why(caught.value) == word
    town[2].engines.failed = None


def test_engines_reach_a_server_for_seconds_only_unless_the_url_says_otherwise():
    from deliberation.record.engines import _reached

    assert _reached("postgresql+psycopg://h/d", "")["connect_timeout"] == 5
    assert "connect_timeout" not in _reached("postgresql+psycopg://h/d?connect_timeout=20", "")
    assert Engines("postgresql+psycopg://127.0.0.1:1/none").dialect == "postgresql"
