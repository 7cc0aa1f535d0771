"""A command of the house, called as the shell calls it."""

import pytest

from deliberation import config
from deliberation.cli import main


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
