"""`deliberation tick` after a jump of time, `verify` of nothing, and commands beside a database
that cannot: one plain line each."""

import sqlite3

import pytest

from deliberation.cli.serving import ticking


@pytest.fixture
def database(tmp_path):
    """The instance's file, for what a wrong clock or somebody else does to it."""
    opened = []

    def connect() -> sqlite3.Connection:
        path = tmp_path / "instance" / "deliberation.sqlite3"
        opened.append(sqlite3.connect(path, isolation_level=None))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


def test_a_jump_waits_for_a_person_and_is_in_the_audit_log(run, database):
    run("init")
    assert "nothing was checked" in run("verify", ok=False).stderr
    run("community", "create", "jiahe", "--name", "嘉禾社区")
    db = database()
    for table in ("log_head", "clock_seen"):  # as if all this had been long ago
        db.execute(f"UPDATE {table} SET at = '2025-01-02T03:04:05.000000Z'")
    said = run("tick", ok=False).stderr
    assert "2025-01-02 03:04" in said and "tick --confirm" in said and "0 deadlines" in said
    taken = run("community", "create", "zwei", "--name", "第二", ok=False).stderr
    assert "date is" in taken and "tick --confirm" in taken
    assert run("tick", "--confirm").stdout.startswith("0 done")
    assert [r[0] for r in db.execute("SELECT detail FROM audit WHERE detail LIKE 'tick%'")] == [
        "tick --confirm"
    ]
    run("community", "create", "zwei", "--name", "第二")
    db.execute("UPDATE log_head SET at = '2999-01-01T00:00:00.000000Z'")
    behind = run("roster", "template", "t.csv") and run(
        "roster", "import", "t.csv", "--community", "jiahe", ok=False
    )
    assert "clock" in behind.stderr and "clock_" not in behind.stderr


def test_a_file_that_is_no_database_is_one_plain_line(run, tmp_path):
    run("init")
    for end in ("", "-wal", "-shm"):
        (tmp_path / "instance" / f"deliberation.sqlite3{end}").unlink(missing_ok=True)
    (tmp_path / "instance" / "deliberation.sqlite3").write_bytes(b"something else" * 1000)
    assert "damaged" in run("community", "list", ok=False).stderr


class Stop(Exception):
    """Ends the loop that goes on for ever."""


def test_the_clock_says_a_jump_once_and_goes_on_after_the_database_came_back(
    small_world, monkeypatch, caplog
):
    from deliberation.record import civic_time
    from deliberation.record.unavailable import NotNow
    from deliberation.turns import spare

    monkeypatch.setattr(spare._thread, "beside", False, raising=False)
    w = small_world
    w.engines.most_days = 3
    p = w.submitted()
    w.time.advance(days=40)
    rounds, real = [], ticking._tick

    def tick(engines, tell) -> None:
        if len(rounds) == 2:
            raise NotNow("away")
        real(engines, tell)

    def sleep(_seconds: float) -> None:
        rounds.append(w.stage(p))
        if len(rounds) == 4:
            civic_time.confirm(w.engines)
        if len(rounds) == 5:
            raise Stop

    monkeypatch.setattr(ticking, "_tick", tick)
    monkeypatch.setattr(ticking.time, "sleep", sleep)
    with pytest.raises(Stop):
        ticking.tick_for_ever(20, w.engines)
    assert rounds == ["gather"] * 4 + ["closed"]
    errors = [r.message for r in caplog.records if r.levelname == "ERROR"]
    assert [("--confirm" in m, "the database is away" in m) for m in errors] == [
        (True, False),
        (False, True),
    ]
    assert "jiahe: 1 × lapse" in errors[0]
