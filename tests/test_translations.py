"""Every word in code and templates has its Chinese; every code has its words; placeholders
agree.
"""

import contextlib
import re
import shutil

import pytest
from babel.messages.extract import extract_from_dir

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import TABLE
from deliberation.charter.facts import KINDS
from deliberation.charter.reasons import CODES
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Ending, Stage
from deliberation.record.write.answers.checks import CHECKS
from deliberation.translations import __main__ as making
from deliberation.translations.__main__ import HERE, Conflict, merged
from deliberation.web.words import base as words
from tests.conftest import ROOT

KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")


def used() -> dict:
    found = {}
    for folder, method in (
        (ROOT / "deliberation", [("**.py", "python")]),
        (ROOT / "templates", [("**.html", "jinja2.ext:babel_extract")]),
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


def test_an_unsure_translation_is_seen(tmp_path):
    (tmp_path / "zh_Hans").mkdir()
    (tmp_path / "zh_Hans" / "a.po").write_text(
        '#, fuzzy\nmsgid "Sign in"\nmsgstr "登录"\n', "utf-8"
    )
    assert merged(tmp_path / "zh_Hans").get("Sign in").fuzzy


def test_every_code_has_words():
    assert set(words.REASON) == CODES
    assert (
        set(words.STAGE) == {s.value for s in Stage}
        and set(words.ENDING) == {e.value for e in Ending}
        and set(words.ROLE) >= {r.value for r in Role}
    )
    assert {a.value for a in ActName} <= set(words.ACT) | set(words.CLOCK_ACT) | set(
        words.OFFICE_ACT
    ) and len(TABLE) == len(ActName)
    assert {kind for kind, _ in KINDS} == set(words.FACT)
    assert set(words.CHECK) == set(CHECKS)
