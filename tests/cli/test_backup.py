"""A backup and its way back, also where a write-ahead log was left lying: nothing is destroyed."""

import shutil
import sqlite3
import stat
from contextlib import closing

import pytest

from deliberation import config
from deliberation.cli.serving import alone


def founded(run, *slugs: str) -> None:
    for slug in slugs:
        run("community", "create", slug, "--name", slug)


def left_lying(file) -> None:
    """A write-ahead log with a late entry, as a killed server leaves it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("CREATE TABLE late AS SELECT randomblob(20000) AS junk")
        for end in ("-wal", "-shm"):
            shutil.copy(f"{file}{end}", f"{file}{end}.kept")
    for end in ("-wal", "-shm"):
        shutil.move(f"{file}{end}.kept", f"{file}{end}")


def test_a_backup_comes_back_over_a_log_that_was_left_and_keeps_what_was_there(run, tmp_path):
    instance, folder = tmp_path / "instance", tmp_path / "b" / "first"
    run("init")
    founded(run, "jiahe")
    (instance / "uploads" / "ab").mkdir(parents=True)
    (instance / "uploads" / "ab" / "abcd").write_bytes(b"a photo")
    (instance / "config.toml").write_text('public_host = "jiahe.example"\n')
    said = run("backup", str(folder)).stdout
    assert "facts" in said and "secret.key, log.key, config.toml" in said and "files: 1" in said
    assert {stat.S_IMODE(p.stat().st_mode) & 0o077 for p in [folder, *folder.iterdir()]} == {0}
    assert "is there already" in run("backup", str(folder), ok=False).stderr

    founded(run, "later")
    keys = [(instance / n).read_bytes() for n in ("secret.key", "log.key")]
    left_lying(instance / "deliberation.sqlite3")
    (instance / "uploads" / "ab" / "later").write_bytes(b"another")
    (instance / "secret.key").unlink()
    said = run("restore", str(folder)).stdout
    assert "jiahe:" in said and "all right" in said and "restored" in said
    assert run("community", "list").stdout == "jiahe jiahe\n"
    assert [(instance / n).read_bytes() for n in ("secret.key", "log.key")] == keys
    assert (instance / "uploads" / "ab" / "abcd").read_bytes() == b"a photo"
    with closing(sqlite3.connect(instance / "deliberation.sqlite3")) as conn:
        names = {n for (n,) in conn.execute("SELECT name FROM sqlite_master")}
        rows = conn.execute("SELECT detail FROM audit ORDER BY at DESC LIMIT 1").fetchall()
    assert "late" not in names and rows == [("restore",)]

    [aside] = instance.glob("before-restore-*")
    with closing(sqlite3.connect(aside / "deliberation.sqlite3")) as conn:
        slugs = {s for (s,) in conn.execute("SELECT slug FROM community")}
        assert slugs == {"jiahe", "later"}, "what was there can still be opened"
        assert conn.execute("SELECT count(*) FROM late").fetchone() == (1,)
    assert (aside / "uploads" / "ab" / "later").exists()


def test_a_backup_opens_on_a_new_machine_and_nothing_is_restored_beside_a_server(
    run, tmp_path, monkeypatch
):
    folder = tmp_path / "backup"
    run("init")
    founded(run, "jiahe")
    run("backup", str(folder))
    with alone.held(config.from_environment()):
        founded(run, "later")  # the shell may write beside a server
        assert "served already" in run("restore", str(folder), ok=False).stderr
    assert "later" in run("community", "list").stdout
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "new"))
    assert "all right" in run("restore", str(folder)).stdout
    assert run("community", "list").stdout == "jiahe jiahe\n"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "log.key").unlink(), "log.key is missing"),
        (lambda f: (f / "deliberation.sqlite3").unlink(), "deliberation.sqlite3 is missing"),
        (lambda f: (f / "deliberation.sqlite3").write_bytes(b"x" * 9000), "no whole database"),
        (lambda f: (f / "deliberation.sqlite3-wal").write_bytes(b"x"), "while it was written"),
    ],
)
def test_what_is_no_backup_changes_nothing(run, tmp_path, spoil, said):
    run("init")
    founded(run, "jiahe")
    folder = tmp_path / "backup"
    run("backup", str(folder))
    spoil(folder)
    assert said in run("restore", str(folder), ok=False).stderr
    assert run("community", "list").stdout == "jiahe jiahe\n"
    assert not list((tmp_path / "instance").glob("before-*"))
