"""The direction of imports, with a violation injected for each contract that must be caught; and no clock outside `clock`."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "deliberation"


def lint(folder: Path) -> subprocess.CompletedProcess:
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, folder / "deliberation", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_is_kept(copy):
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("file", "line", "contract"), [
    ("charter/gate.py", "import deliberation.readings.people", "The house is read downwards"),
    ("counting/motion.py", "import flask", "The charter and the counting know no machinery"),
    ("cycle/propose/acts.py", "import sqlalchemy", "Acts know only the charter"),
    ("cycle/propose/routes.py", "import deliberation.cycle.suggest.acts", "Rooms meet only in the charter"),
    ("readings/people.py", "import deliberation.record.apply", "Only record applies facts"),
    ("public/pages.py", "import deliberation.record.perform", "Who only reads never performs"),
    ("web/paging_violation.py", "import deliberation.record.tables", "Pages see views, never rows"),
])
def test_a_violation_is_caught(copy, file, line, contract):
    path = copy / "deliberation" / file
    before = path.read_text("utf-8") if path.exists() else None
    try:
        path.write_text((before or '"""x"""\n') + f"\n{line}\n", "utf-8")
        done = lint(copy)
        assert done.returncode != 0 and f"{contract} BROKEN" in done.stdout, done.stdout
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")


def test_nobody_but_the_clock_reads_the_system_clock():
    guilty = []
    for path in PACKAGE.rglob("*.py"):
        if path == PACKAGE / "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if (node.value.id, node.attr) in {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}:
                    guilty.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert not guilty


WRITERS = {"record/perform.py", "record/replay.py", "record/engines.py", "record/demo_time.py"}


def test_only_named_modules_write():
    guilty = [str(p.relative_to(PACKAGE)) for p in PACKAGE.rglob("*.py") if "write_connection" in p.read_text("utf-8")]
    assert {g for g in guilty if not g.startswith("record/private/")} == WRITERS


def test_private_tables_are_named_in_one_place():
    from deliberation.record import tables
    from deliberation.record.private.tables import PRIVATE_TABLES

    civic = {t.name for t in tables.CIVIC} | tables.NOT_REPLAYED
    assert PRIVATE_TABLES | civic == {t.name for t in tables.metadata.sorted_tables} and not PRIVATE_TABLES & civic


def test_every_civic_key_and_foreign_key_carries_the_community():
    from deliberation.record import tables

    for table in tables.CIVIC:
        assert next(iter(table.primary_key.columns)).name == "community_id", table.name
        for constraint in table.foreign_key_constraints:
            assert constraint.column_keys[0] == "community_id" and constraint.elements[0].column.name == "community_id", table.name
