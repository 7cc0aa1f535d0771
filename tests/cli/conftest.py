"""A command of the house, called as the shell calls it: over a small world, or in an empty
folder.
"""

import shutil

import pytest

from deliberation import config
from deliberation.cli import main
from tests.command import Done, call
from tests.shell import Shell, founded


@pytest.fixture
def command(small_world, sqlite_url, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DELIBERATION_DATABASE_URL", sqlite_url)
    config.ensure_keys(config.from_environment())

    def run(*args: str, ok: bool = True) -> str:
        try:
            main([*args])
            code = 0
        except SystemExit as leave:
            code = leave.code or 0
        said = capsys.readouterr()
        assert (code == 0) is ok, said
        return said.out if ok else said.err

    return run


@pytest.fixture
def shell(tmp_path, sqlite_template, monkeypatch, capsys):
    for name in ("HOST", "MORE_HOSTS", "TRUSTED_PROXIES", "SCHEME", "DATABASE_URL"):
        monkeypatch.delenv(f"DELIBERATION_{name}", raising=False)
    folder = tmp_path / "instance"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "deliberation.sqlite3")
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(folder))
    monkeypatch.chdir(tmp_path)
    return founded(Shell(capsys))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to stand in, and an instance that is not there yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.delenv("DELIBERATION_DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture
def run(folder, capsys):
    def command(*args: str, ok: bool = True) -> Done:
        done = call(capsys, *args)
        assert (done.returncode == 0) is ok, (args, done.stdout, done.stderr)
        if not ok:
            assert done.returncode == 1 and "Traceback" not in done.stderr
        return done

    return command


from tests.record.conftest import kept_files  # noqa: E402, F401  (a store to read)
