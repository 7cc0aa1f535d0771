"""The direction of imports, with a violation injected for each contract that must be caught; and no clock outside `clock`."""

import ast
import shutil
import subprocess
import sys
import tomllib
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


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("charter/gate.py", "import deliberation.readings.people", "The house is read downwards"),
        ("counting/motion.py", "import flask", "The charter and the counting know no machinery"),
        (
            "charter/gate.py",
            "import deliberation.clock",
            "The charter and the counting know no machinery",
        ),
        ("cycle/propose/acts.py", "import sqlalchemy", "Acts know only the charter"),
        ("people/import_acts.py", "import deliberation.record.ids", "Acts know only the charter"),
        (
            "cycle/propose/routes.py",
            "import deliberation.cycle.suggest.acts",
            "Rooms meet only in the charter",
        ),
        ("readings/people.py", "import deliberation.record.applying", "Only record applies facts"),
        ("demo/build.py", "import deliberation.record.log", "Only record applies facts"),
        ("public/pages.py", "import deliberation.record.perform", "Who only reads never performs"),
        (
            "notices/reader.py",
            "import deliberation.record.perform",
            "Who only reads never performs",
        ),
        (
            "web/paging_violation.py",
            "import deliberation.record.tables",
            "Pages see views, never rows",
        ),
        (
            "inbox/routes.py",
            "import deliberation.record.private.tables",
            "Pages see views, never rows",
        ),
        (
            "readings/audience.py",
            "from deliberation.record.private.tables import message",
            "Private tables are asked in record/private",
        ),
        (
            "readings/demo_cast.py",
            "from deliberation.record.private import tables",
            "Private tables are asked in record/private",
        ),
    ],
)
def test_a_violation_is_caught(copy, file, line, contract):
    path = copy / "deliberation" / file
    before = path.read_text("utf-8") if path.exists() else None
    try:
        path.write_text((before or '"""x"""\n') + f"\n{line}\n", "utf-8")
        done = lint(copy)
        assert done.returncode != 0 and f"{contract} BROKEN" in done.stdout, done.stdout
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")


def test_every_contract_has_a_violation_and_every_acts_file_a_contract():
    contracts = {
        c["name"]: c
        for c in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
            "importlinter"
        ]["contracts"]
    }
    [injected] = [
        m.args[1] for m in test_a_violation_is_caught.pytestmark if m.name == "parametrize"
    ]
    assert {name for *_, name in injected} == set(contracts)
    acts = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts)
        for room in ("cycle", "people")
        for p in (PACKAGE / room).rglob("*acts.py")
    }
    assert set(contracts["Acts know only the charter"]["source_modules"]) == acts
    assert set(contracts["Rooms meet only in the charter"]["modules"]) == {
        f"deliberation.cycle.{p.parent.name}" for p in (PACKAGE / "cycle").glob("*/__init__.py")
    }


# monotonic, perf_counter and sleep measure spans and tell no time of day
CLOCKS = {
    "datetime.datetime": {"now", "utcnow", "today"},
    "datetime.date": {"today"},
    "time": {
        "time",
        "time_ns",
        "localtime",
        "gmtime",
        "ctime",
        "asctime",
        "strftime",
        "clock_gettime",
        "clock_gettime_ns",
    },
}


def system_clock_calls(source: str) -> list[str]:
    """Every name of the system clock a module uses, whatever it imported it as."""
    tree, means, found = ast.parse(source), {}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            means |= {a.asname or a.name: a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            means |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            found += [
                f"{node.lineno}: time.{a.name}"
                for a in node.names
                if node.module == "time" and a.name in CLOCKS["time"]
            ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            first, _, rest = ast.unparse(node.value).partition(".")
            owner = ".".join(filter(None, (means.get(first, first), rest)))
            if node.attr in CLOCKS.get(owner, ()):
                found.append(f"{node.lineno}: {owner}.{node.attr}")
    return found


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "from datetime import datetime as dt\ndt.utcnow()",
        "import datetime\ndatetime.datetime.now()",
        "import datetime as d\nd.date.today()",
        "import time as t\nt.time()",
        "from time import time\ntime()",
        "from datetime import date\nf(default=date.today)",
    ],
)
def test_a_look_at_the_system_clock_is_caught(source):
    assert system_clock_calls(source)


def test_nobody_but_the_clock_reads_the_system_clock():
    assert system_clock_calls((PACKAGE / "clock.py").read_text("utf-8"))
    guilty = {
        str(p.relative_to(PACKAGE)): calls
        for p in PACKAGE.rglob("*.py")
        if p != PACKAGE / "clock.py" and (calls := system_clock_calls(p.read_text("utf-8")))
    }
    assert not guilty


WRITERS = {"record/perform.py", "record/replay.py", "record/engines.py", "record/demo_time.py"}


def test_only_named_modules_write():
    guilty = [
        str(p.relative_to(PACKAGE))
        for p in PACKAGE.rglob("*.py")
        if "write_connection" in p.read_text("utf-8")
    ]
    assert {g for g in guilty if not g.startswith("record/private/")} == WRITERS


def test_engines_are_made_in_one_place():
    makers = {
        str(p.relative_to(PACKAGE))
        for p in PACKAGE.rglob("*.py")
        if "create_engine" in p.read_text("utf-8")
    }
    assert makers == {"record/engines.py", "record/migrations/env.py"}
    reached = {
        str(p.relative_to(PACKAGE))
        for p in PACKAGE.rglob("*.py")
        for n in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(n, ast.Attribute) and n.attr in ("_write", "_read")
    }
    assert reached == {"record/engines.py"}


def test_private_tables_are_named_in_one_place():
    from deliberation.record import tables
    from deliberation.record.private.tables import PRIVATE_TABLES

    civic = {t.name for t in tables.CIVIC} | tables.NOT_REPLAYED
    assert (
        PRIVATE_TABLES | civic == {t.name for t in tables.metadata.sorted_tables}
        and not PRIVATE_TABLES & civic
    )


def test_every_civic_key_and_foreign_key_carries_the_community():
    from deliberation.record import tables

    for table in tables.CIVIC:
        assert next(iter(table.primary_key.columns)).name == "community_id", table.name
        for constraint in table.foreign_key_constraints:
            assert (
                constraint.column_keys[0] == "community_id"
                and constraint.elements[0].column.name == "community_id"
            ), table.name
