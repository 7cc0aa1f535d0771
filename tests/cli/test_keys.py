"""A key that is lost is never made anew in silence, a wrong one is named, and whoever gives one up
is told what that costs.
"""

import sqlite3
from contextlib import closing

import pytest

LINES = {"secret.key": "--new-secret-key", "log.key": "--new-log-key"}


@pytest.fixture
def founded(run, tmp_path):
    run("init")
    run("community", "create", "jiahe", "--name", "嘉禾社区")
    return tmp_path / "instance"


@pytest.mark.parametrize("name", LINES)
def test_init_makes_no_new_key_for_a_database_that_holds_a_record(run, founded, name):
    before = (founded / name).read_bytes()
    (founded / name).unlink()
    said = run("init", ok=False).stderr
    assert name in said and "from the backup" in said and LINES[name] in said
    assert not (founded / name).exists()
    (founded / name).write_bytes(before)
    run("init")
    assert "all right" in run("verify").stdout and "all right" in run("check").stdout


@pytest.mark.parametrize("name", LINES)
def test_a_key_of_another_instance_is_named_and_giving_one_up_is_said_and_audited(
    run, founded, name
):
    (founded / name).write_text("ab" * 32)
    for command in (("verify",), ("check",), ("init",), ("serve",)):
        said = run(*command, ok=False).stderr
        assert f"{name}: not the key" in said and LINES[name] in said, command
    done = run("init", LINES[name])
    assert f"WARNING: a new {name}" in done.stderr and f"made {name}" in done.stdout
    [old] = founded.glob(f"{name}.before-*")
    assert old.read_text() == "ab" * 32
    assert "all right" in run("verify").stdout
    with closing(sqlite3.connect(founded / "deliberation.sqlite3")) as conn:
        rows = [d for (d,) in conn.execute("SELECT detail FROM audit WHERE kind = 'shell'")]
        kept = dict(conn.execute("SELECT name, fingerprint FROM key_seen"))
    assert f"init {LINES[name]}" in rows
    assert set(kept) == set(LINES) and (founded / name).read_text() not in str(kept)
