"""No other user of the machine reads what an installation writes, whatever the shell it was started
from allows.
"""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from deliberation.cli import owner_only
from deliberation.config import from_environment
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def usual_umask():
    """As a shell has it; a command before this test may have made it narrow."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def run(tmp_path):
    env = {
        **os.environ,
        "DELIBERATION_INSTANCE": str(tmp_path / "instance"),
        "PYTHONPATH": str(ROOT),
    }
    env.pop("DELIBERATION_DATABASE_URL", None)

    def command(*args: str) -> str:
        done = subprocess.run(
            [sys.executable, *args],
            env=env,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            umask=0o022,
        )
        assert done.returncode == 0, (args, done.stdout, done.stderr)
        return done.stdout

    return command


def open_to_others(folder: Path) -> list[str]:
    """Everything below the folder, itself included, that somebody else may read."""
    found = [folder, *sorted(folder.rglob("*"))]
    return [str(p.relative_to(folder)) for p in found if stat.S_IMODE(p.stat().st_mode) & 0o077]


def commands(run, *lines: str) -> str:
    """Several commands in one process, which begins like the program does."""
    words = [line.split() for line in lines]
    return run("-c", f"from deliberation.cli import main; [main(w) for w in {words!r}]")


def test_databases_and_exports_are_their_owners_alone(run, tmp_path):
    commands(
        run,
        "init",
        "community create jiahe --name 嘉禾社区",
        "roster template people.csv",
        "roster import people.csv --community jiahe",
        "tick",
        "export record.jsonl --community jiahe",
        f"replay --into sqlite:///{tmp_path / 'again.sqlite3'}",
    )
    assert open_to_others(tmp_path / "instance") == []
    written = ("people.csv", "record.jsonl", "again.sqlite3")
    assert [n for n in written if stat.S_IMODE((tmp_path / n).stat().st_mode) != 0o600] == []


def test_what_a_server_loads_writes_for_its_owner_alone(run):
    """Another server than ours may load it, from a shell that lets everybody read."""
    load = "import os, deliberation.cli; deliberation.cli.main(['init']); os.umask(0o022); "
    said = run("-c", f"{load} import deliberation.wsgi; print(oct(os.umask(0)))")
    assert said.splitlines()[-1] == "0o77"


def test_init_closes_an_instance_that_was_open(tmp_path):
    instance = tmp_path / "instance"
    ours = [instance / n for n in ("deliberation.sqlite3", "secret.key", "config.toml")]
    instance.mkdir(mode=0o755)
    for path in ours:
        path.touch(mode=0o644)
    settings = from_environment({"DELIBERATION_INSTANCE": str(instance)})
    said = owner_only.shut(settings)
    assert open_to_others(instance) == []
    assert [line.partition(" was open")[0] for line in said] == [
        *sorted(str(p) for p in ours),
        str(instance),
    ]
    assert owner_only.shut(settings) == []


def test_init_leaves_a_shared_folder_alone_and_says_so(run, tmp_path):
    """Nobody's home, and not /srv either, is closed because an instance was put there."""
    instance = tmp_path / "instance"
    (instance / "letters").mkdir(mode=0o755, parents=True)
    instance.chmod(0o755)
    assert f"chmod 700 {instance}" in commands(run, "init")
    assert open_to_others(instance) == [".", "letters"]
