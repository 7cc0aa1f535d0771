"""Code that serves every act knows none by name: what is special about one stands on its class."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

GENERIC = (
    "record/write",
    "record/applying/base.py",
    "record/tick.py",
    "web/acting.py",
    "charter/act.py",
    "charter/case.py",
    "charter/cycle/clockwork.py",
    "charter/cycle/gate.py",
)


def named(text: str) -> list[str]:
    """The members of ActName that a module names, under whatever name it imports it."""
    tree = ast.parse(text)
    known = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "ActName"
    }
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Subscript)
        and (
            (isinstance(node.value, ast.Name) and node.value.id in known)
            or (isinstance(node.value, ast.Attribute) and node.value.attr == "ActName")
        )
    ]


def modules(place: str) -> list[Path]:
    path = ROOT / "deliberation" / place
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


@pytest.mark.parametrize("place", GENERIC)
def test_what_serves_every_act_names_none(place):
    found = {path.name: named(path.read_text("utf-8")) for path in modules(place)}
    assert found and not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("from deliberation.charter.acts import ActName\nActName.erase", ["2: ActName.erase"]),
        ("from deliberation.charter.acts import ActName as A\nx = A.erase", ["2: A.erase"]),
        ("from .acts import ActName\nActName['erase']", ["2: ActName['erase']"]),
        ("from . import acts\nacts.ActName.erase", ["2: acts.ActName.erase"]),
        ("from .acts import ActName\ndef f(name: ActName): return ActName(name)", []),
        ("from .other import A\nA.erase", []),
    ],
)
def test_a_name_is_seen(text, seen):
    assert named(text) == seen
