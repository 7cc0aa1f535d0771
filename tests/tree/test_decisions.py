"""Decisions: numbered without doubles or gaps, each with its four parts, all of them in the index;
and every link of the texts leads somewhere.
"""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

DECISIONS = ROOT / "docs" / "decisions"
NUMBERED = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
PARTS = ("Status", "Context", "Decision", "Consequences")
TEXTS = (
    *(ROOT / "docs").glob("*.md"),
    *DECISIONS.glob("*.md"),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
)
LINK = re.compile(r"\]\(([^()\s]+)\)")
NAMED = re.compile(r"docs/decisions/[\w.-]+\.md")


def misnumbered(names: list[str]) -> list[str]:
    """File names without a number, with a number twice, or after a gap."""
    numbers = [m[1] for name in names if (m := NUMBERED.fullmatch(name))]
    unnumbered = [name for name in names if not NUMBERED.fullmatch(name)]
    wanted = [f"{n:04d}" for n in range(1, len(numbers) + 1)]
    wrong = [
        f"{a} where {b} belongs" for a, b in zip(sorted(numbers), wanted, strict=True) if a != b
    ]
    return unnumbered + wrong


def malformed(name: str, text: str) -> list[str]:
    """What a decision lacks: its number in the title, and its four parts in order, none empty."""
    found = [] if text.startswith(f"# {name[:4]} ") else ["the title has another number"]
    pieces = re.split(r"(?m)^\*\*(\w+)\.\*\*", text)
    if tuple(pieces[1::2]) != PARTS:
        found.append(f"parts: {pieces[1::2]}")
    return found + [
        f"{p} is empty" for p, t in zip(pieces[1::2], pieces[2::2], strict=True) if not t.strip()
    ]


def astray(text: str, folder: Path) -> list[str]:
    """Links of a text in this folder to files that are not there."""
    targets = (t.partition("#")[0] for t in LINK.findall(text) if "://" not in t)
    return [t for t in targets if t and not (folder / t).exists()]


def decisions() -> list[Path]:
    return sorted(p for p in DECISIONS.iterdir() if p.name != "README.md")


def test_numbers_have_no_doubles_and_no_gaps():
    names = [p.name for p in decisions()]
    assert len(names) > 60 and not misnumbered(names)


def test_each_has_status_context_decision_and_consequences():
    assert not {p.name: w for p in decisions() if (w := malformed(p.name, p.read_text("utf-8")))}


def test_the_index_names_each_once_by_its_title():
    index = (DECISIONS / "README.md").read_text("utf-8")
    listed = re.findall(r"^- \[(\d{4})\]\(([^)]+)\) (.+)$", index, re.MULTILINE)
    told = [
        (p.name[:4], p.name, p.read_text("utf-8").partition("\n")[0].removeprefix("# ")[5:])
        for p in decisions()
    ]
    assert sorted(listed) == told


@pytest.mark.parametrize("text", TEXTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_leads_somewhere(text):
    assert not astray(text.read_text("utf-8"), text.parent)


def test_a_decision_named_in_code_is_there():
    named = {
        (str(p.relative_to(ROOT)), link)
        for folder in ("deliberation", "packaging", "templates", "tests")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in (".py", ".html", ".toml") and p != Path(__file__)
        for link in NAMED.findall(p.read_text("utf-8"))
    }
    assert named and not [(where, link) for where, link in named if not (ROOT / link).exists()]


@pytest.mark.parametrize(
    "names",
    [
        ["0001-a.md", "0001-b.md"],
        ["0001-a.md", "0003-c.md"],
        ["0002-b.md"],
        ["0001-a.md", "notes.md"],
    ],
)
def test_a_wrong_number_is_seen(names):
    assert misnumbered(names) and not misnumbered(["0001-a.md", "0002-b.md"])


def test_a_part_that_is_missing_empty_or_out_of_order_is_seen():
    whole = "# 0001 A\n\n" + "\n\n".join(f"**{p}.** Something." for p in PARTS)
    assert not malformed("0001-a.md", whole)
    assert malformed("0002-a.md", whole)
    assert malformed("0001-a.md", whole.replace("**Context.** Something.", ""))
    assert malformed("0001-a.md", whole.replace("**Context.** Something.", "**Context.**"))
    assert malformed("0001-a.md", whole.replace("Status", "Later").replace("Context", "Status"))


def test_a_link_to_nothing_is_seen(tmp_path):
    (tmp_path / "there.md").write_text("", "utf-8")
    text = "[a](there.md#part) [b](https://example.org/x.md) [c](#here) ![d](gone.png)"
    assert astray(text, tmp_path) == ["gone.png"]
