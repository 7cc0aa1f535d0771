"""What a command loads before it does anything: help and a count of ballots need neither the pages
nor the database. Counted in modules, not in seconds.
"""

import json
import os
import subprocess
import sys

import click
import pytest

from deliberation.cli import PLACES, cli

HEAVY = ("flask", "sqlalchemy", "werkzeug", "jinja2", "wtforms", "babel", "cryptography", "granian")
OURS = 60  # modules of ours that a tally may load, which has the counting among them
# What a process that serves pages loads for whoever asks: passkeys, QR codes, sheets, pictures.
RARE = {"webauthn", "OpenSSL", "segno", "openpyxl", "PIL", "pillow_heif", "numpy", "alembic"}
ASKED = """
import json, sys
from deliberation.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    code = end.code
else:
    code = 0
print(json.dumps([code, sorted(sys.modules)]))
"""
BALLOTS = '3 1\n2 1 2 0\n1 3 0\n0\n"A"\n"B"\n"C"\n"Three"\n'


def loaded(*words: str) -> tuple[int, list[str]]:
    """The exit code of the command in a process of its own, and the modules that are there then."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *words],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    return code, modules


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["tally", "--help"], 0),
        (["tally", "FILE", "--explain"], 0),
        (["tally", "FILE", "--seats", "none"], 1),
        (["nonsense"], 1),
    ],
)
def test_help_and_a_count_of_ballots_load_no_pages_and_no_database(tmp_path, words, code):
    file = tmp_path / "three.blt"
    file.write_text(BALLOTS)
    ended, modules = loaded(*(str(file) if word == "FILE" else word for word in words))
    assert ended == code
    assert {name.partition(".")[0] for name in modules}.isdisjoint(HEAVY)
    ours = [name for name in modules if name.partition(".")[0] == "deliberation"]
    assert len(ours) <= OURS, ours


def test_the_list_says_what_each_command_says_of_itself():
    context = click.Context(cli)
    said = {name: cli.listed(name).get_short_help_str(200) for name in PLACES}
    for name, listed in said.items():
        command = cli.get_command(context, name)
        assert command is not None and command.name == name
        assert command.get_short_help_str(200).startswith(listed.removesuffix(".").split(":")[0])
        assert cli.listed(name) is command
    assert cli.list_commands(context) == sorted({*PLACES, "init", "tick"})


def test_a_worker_loads_nothing_that_few_of_its_readers_need(command):
    asked = "import json, sys, deliberation.wsgi; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )
    names = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert names.isdisjoint(RARE)
