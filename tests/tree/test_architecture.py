"""The direction of imports, with a violation injected for each contract that must be caught; and no
clock outside `clock`.
"""

import ast
import re
import subprocess
import sys
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter import configuration
from importlinter.application.use_cases import read_user_options
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract

from tests import nodes

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "deliberation"


configuration.configure()
KINDS = {
    "acyclic_siblings": AcyclicSiblingsContract,
    "layers": LayersContract,
    "forbidden": ForbiddenContract,
    "independence": IndependenceContract,
}


def contracts() -> dict[str, dict[str, Any]]:
    """Name → what pyproject.toml says."""
    found = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert found["root_package"] == "deliberation" and found["include_external_packages"]
    return {c["name"]: c for c in found["contracts"]}


@pytest.fixture(scope="module")
def house() -> grimp.ImportGraph:
    """Who imports whom, read once; nobody writes into it, `broken` looks at a copy."""
    return grimp.build_graph("deliberation", include_external_packages=True, cache_dir=None)


def broken(house: grimp.ImportGraph, name: str, *, more: tuple[str, str] | None = None) -> bool:
    """Whether the contract is broken, with one more import (importer, imported) where given."""
    said = read_user_options(str(ROOT / "pyproject.toml"))
    [options] = [c for c in said.contracts_options if c["name"] == name]
    graph = deepcopy(house)  # a contract takes out of its graph what it leaves out
    if more:
        importer, imported = more
        graph.add_import(importer=importer, imported=imported)
    contract = KINDS[options["type"]](name, said.session_options, options)
    return not contract.check(graph, verbose=False).kept


def test_every_contract_is_kept():
    code = (
        "import sys; from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(no_cache=True))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert f"{len(contracts())} kept, 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        (
            "charter/cycle/gate.py",
            "import deliberation.readings.people.names",
            "The house is read downwards",
        ),
        (
            "charter/subjects/proposal.py",
            "import deliberation.charter.cycle.gate",
            "Neighbours form no circle",
        ),
        (
            "public/routes/pages.py",
            "import deliberation.desk.guard",
            "The cycle and the desk do not meet",
        ),
        (
            "desk/guard.py",
            "import deliberation.inbox.routes.inbox",
            "Nor does the desk meet the cycle",
        ),
        (
            "counting/motion/motion.py",
            "import flask",
            "The charter and the counting know no machinery",
        ),
        (
            "charter/cycle/gate.py",
            "import deliberation.clock",
            "The charter and the counting know no machinery",
        ),
        ("cycle/propose/acts/proposal.py", "import sqlalchemy", "Acts know only the charter"),
        (
            "roster/acts/importing.py",
            "import deliberation.record.ids",
            "Acts know only the charter",
        ),
        (
            "cycle/propose/routes/proposal.py",
            "import deliberation.cycle.suggest.acts.council",
            "Rooms meet only in the charter",
        ),
        (
            "readings/people/names.py",
            "import deliberation.record.applying",
            "Only record applies facts",
        ),
        ("demo/build.py", "import deliberation.record.log.facts", "Only record applies facts"),
        (
            "public/routes/pages.py",
            "import deliberation.record.write.perform",
            "Who only reads never performs",
        ),
        (
            "notices/reader.py",
            "import deliberation.record.write.perform",
            "Who only reads never performs",
        ),
        (
            "web/paging_violation.py",
            "import deliberation.record.tables",
            "Pages see views, never rows",
        ),
        (
            "inbox/routes/inbox.py",
            "import deliberation.record.private.tables",
            "Pages see views, never rows",
        ),
        (
            "readings/audience.py",
            "from deliberation.record.private.tables import message",
            "Private tables are asked in record/private",
        ),
        (
            "readings/people/demo_cast.py",
            "from deliberation.record.private import tables",
            "Private tables are asked in record/private",
        ),
    ],
)
def test_a_violation_is_caught(house, file, line, contract):
    importer = ".".join(Path("deliberation", file).with_suffix("").parts)
    [said] = ast.parse(line).body
    imported = said.names[0].name if isinstance(said, ast.Import) else said.module
    if isinstance(said, ast.ImportFrom) and f"{said.module}.{said.names[0].name}" in house.modules:
        imported = f"{said.module}.{said.names[0].name}"
    assert (PACKAGE / file).exists() == (importer in house.modules)
    assert imported.split(".")[0] != "deliberation" or imported in house.modules
    assert not broken(house, contract)
    assert broken(house, contract, more=(importer, imported))


def test_every_contract_has_a_violation():
    [injected] = [
        m.args[1] for m in test_a_violation_is_caught.pytestmark if m.name == "parametrize"
    ]
    assert {name for *_, name in injected} == set(contracts())


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


NAMES_OF_CLOCKS = frozenset().union(*CLOCKS.values())
LOOKS = re.compile(rf"\b(?:{'|'.join(sorted(NAMES_OF_CLOCKS))})\b")


def system_clock_calls(source: str) -> list[str]:
    """Every name of the system clock a module uses, whatever it imported it as."""
    if not LOOKS.search(source):
        return []
    tree, means, found = list(nodes.in_source(source)), {}, []
    for node in tree:
        if isinstance(node, ast.Import):
            means |= {a.asname or a.name: a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            means |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
            found += [
                f"{node.lineno}: time.{a.name}"
                for a in node.names
                if node.module == "time" and a.name in CLOCKS["time"]
            ]
    for node in tree:
        if isinstance(node, ast.Attribute) and node.attr in NAMES_OF_CLOCKS:
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


# The two about time write one row of their own; health tries to and takes it back.
WRITERS = {
    "record/private/whole.py",  # for record/write/perform.py and the private tables
    "record/check/replay.py",
    "record/engines.py",
    "record/demo_time.py",
    "record/civic_time.py",
    "record/keys.py",
    "record/health.py",
}


def test_only_named_modules_write():
    guilty = [
        str(p.relative_to(PACKAGE))
        for p in PACKAGE.rglob("*.py")
        if "write_connection" in p.read_text("utf-8")
    ]
    assert set(guilty) == WRITERS


# What stays whatever becomes of the rest: acts, tries and what was spent on them, the audit log, a
# session that was seen, and messages made from facts that are there already.
APART = {
    "record/write/perform.py": {"_once", "rehearse"},
    "record/write/crowd.py": {"_settle"},
    "record/private/attempts.py": {"_clear", "note_refused", "reserve"},
    "record/private/audit.py": {"forget_old", "once", "write"},
    "record/private/decoded.py": {"begin", "end"},
    "record/private/messages.py": {"store"},
    "record/private/sessions.py": {"touch"},
}


def test_only_named_functions_commit_apart():
    found: dict[str, set[str]] = {}
    for p in PACKAGE.rglob("*.py"):
        text = p.read_text("utf-8")
        for f in nodes.in_source(text) if "apart(" in text else ():
            if isinstance(f, ast.FunctionDef) and any(
                isinstance(n, ast.Call) and getattr(n.func, "id", "") == "apart"
                for n in nodes.every(f)
            ):
                found.setdefault(str(p.relative_to(PACKAGE)), set()).add(f.name)
    assert found == APART


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
        if re.search(r"\b(_write|_read)\b", text := p.read_text("utf-8"))
        for n in nodes.in_source(text)
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
