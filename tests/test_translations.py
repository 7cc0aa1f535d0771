"""Every word in code and templates has its Chinese; every code has its words; placeholders
agree.
"""

import contextlib
import functools
import io
import re
import shutil
import subprocess
import sys

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import TABLE
from deliberation.charter.facts import KINDS
from deliberation.charter.reasons import CODES
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending
from deliberation.charter.subjects.stages import STAGES
from deliberation.record.write.answers.vote.checks import CHECKS
from deliberation.translations import __main__ as making
from deliberation.translations.__main__ import HERE, Conflict, merged
from deliberation.web.words import base as words
from tests.conftest import ROOT

KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")


@functools.cache
def used() -> dict:
    found = {}
    for folder, method in (
        (ROOT / "deliberation", [("**.py", "python")]),
        (
            ROOT / "templates",
            [("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")],
        ),
    ):
        for file, line, ident, *_ in extract_from_dir(
            str(folder), method, keywords=KEYWORDS, directory_filter=lambda _path: True
        ):
            found.setdefault(ident, f"{file}:{line}")
    return found


def test_every_message_is_in_chinese():
    catalog = merged(HERE / "zh_Hans")
    have = {m.id: m.string for m in catalog if m.id}
    places = used()
    assert {"python", "template"} <= {
        "python" if place.rpartition(":")[0].endswith(".py") else "template"
        for place in places.values()
    }
    missing = {
        i: place
        for i, place in places.items()
        if not (all(have[i]) if isinstance(have.get(i), tuple) else (have.get(i) or "").strip())
    }
    assert not missing


def test_no_chinese_stands_for_words_that_nobody_says_any_more():
    one = lambda ident: ident if isinstance(ident, str) else ident[0]
    said = {one(ident) for ident in used()}
    assert not [m.id for m in merged(HERE / "zh_Hans") if m.id and one(m.id) not in said]


def test_placeholders_agree_and_nothing_is_unsure():
    for message in merged(HERE / "zh_Hans"):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for s in strings:
            assert sorted(PLACE.findall(s)) == sorted(PLACE.findall(ids[-1])), message.id


def test_two_fragments_may_not_differ(tmp_path):
    entry = 'msgid "Sign in"\nmsgstr "%s"\n'
    (tmp_path / "zh_Hans").mkdir()
    (tmp_path / "zh_Hans" / "a.po").write_text(entry % "登录", "utf-8")
    shutil.copy(tmp_path / "zh_Hans" / "a.po", tmp_path / "zh_Hans" / "b.po")
    assert merged(tmp_path / "zh_Hans").get("Sign in").string == "登录"
    (tmp_path / "zh_Hans" / "b.po").write_text(entry % "登入", "utf-8")
    with pytest.raises(Conflict, match="Sign in.*a.po.*b.po"):
        merged(tmp_path / "zh_Hans")


@pytest.mark.parametrize("second", ["登录", "登入"])
def test_making_the_catalogue_leaves_the_catalogue_or_nothing(tmp_path, monkeypatch, second):
    monkeypatch.setattr(making, "HERE", tmp_path)
    (tmp_path / "zh_Hans").mkdir()
    for name, chinese in (("a.po", "登录"), ("b.po", second)):
        (tmp_path / "zh_Hans" / name).write_text(f'msgid "Sign in"\nmsgstr "{chinese}"\n', "utf-8")
    with contextlib.suppress(Conflict):
        making.compile_all()
    assert [p.name for p in (tmp_path / "zh_Hans" / "LC_MESSAGES").iterdir()] == (
        ["messages.mo"] if second == "登录" else []
    )


def test_several_processes_making_the_catalogue_at_once_leave_nothing_but_the_catalogue(tmp_path):
    here = tmp_path / "translations"
    shutil.copytree(HERE, here, ignore=shutil.ignore_patterns("LC_MESSAGES", "__pycache__"))
    running = [subprocess.Popen([sys.executable, here / "__main__.py"]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    made = list((here / "zh_Hans" / "LC_MESSAGES").iterdir())
    assert [p.name for p in made] == ["messages.mo"]
    read = read_mo(io.BytesIO(made[0].read_bytes()))
    assert len(read) == sum(bool(m.string) for m in merged(HERE / "zh_Hans") if m.id)


def test_a_write_that_fails_leaves_the_old_catalogue_and_nothing_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "HERE", tmp_path)
    (tmp_path / "zh_Hans").mkdir()
    (tmp_path / "zh_Hans" / "a.po").write_text('msgid "Sign in"\nmsgstr "登录"\n', "utf-8")
    making.compile_all()
    old = (tmp_path / "zh_Hans" / "LC_MESSAGES" / "messages.mo").read_bytes()

    def half(file, _catalog):
        file.write(b"half")
        raise OSError("no space left on device")

    monkeypatch.setattr(making, "write_mo", half)
    with pytest.raises(OSError, match="no space"):
        making.compile_all()
    left = {p.name: p.read_bytes() for p in (tmp_path / "zh_Hans" / "LC_MESSAGES").iterdir()}
    assert left == {"messages.mo": old}


def test_git_sees_only_fragments_and_code_among_the_translations():
    """What a killed process leaves (`*.tmp`) and what is made (`*.mo`) is ignored; anything else
    would be committed by whoever adds all there is.
    """
    ignored = {line for line in (ROOT / ".gitignore").read_text().split() if line[0] == "*"}
    assert {"*.mo", "*.tmp", "*.pyc"} <= ignored
    strange = {
        str(p.relative_to(HERE))
        for p in HERE.rglob("*")
        if p.is_file() and p.suffix not in {".po", ".py"} and f"*{p.suffix}" not in ignored
    }
    assert not strange


def test_an_unsure_translation_is_seen(tmp_path):
    (tmp_path / "zh_Hans").mkdir()
    (tmp_path / "zh_Hans" / "a.po").write_text(
        '#, fuzzy\nmsgid "Sign in"\nmsgstr "登录"\n', "utf-8"
    )
    assert merged(tmp_path / "zh_Hans").get("Sign in").fuzzy


def test_every_code_has_words():
    assert set(words.REASON) == CODES
    assert (
        set(words.STAGE) == {s.value for stages in STAGES.values() for s in stages}
        and set(words.ENDING) == {e.value for e in Ending}
        and set(words.ROLE) >= {r.value for r in Role}
    )
    assert {a.value for a in ActName} <= set(words.ACT) | set(words.CLOCK_ACT) | set(
        words.OFFICE_ACT
    ) and len(TABLE) == len(ActName)
    assert {kind for kind, _ in KINDS} == set(words.FACT)
    assert set(words.CHECK) == set(CHECKS)
