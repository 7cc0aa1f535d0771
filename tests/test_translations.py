"""Every word in code and templates has its Chinese; every code has its words; placeholders agree."""

import re

from babel.messages.extract import extract_from_dir

from deliberation.charter.acts import ActName
from deliberation.charter.facts import KINDS
from deliberation.charter.policy import TABLE
from deliberation.charter.reasons import CODES
from deliberation.charter.roles import Role
from deliberation.charter.stages import Ending, Stage
from deliberation.record.checks import CHECKS
from deliberation.translations.__main__ import HERE, merged
from deliberation.web import words
from tests.conftest import ROOT

KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)s|%%")


def used() -> dict:
    found = {}
    for folder, method in ((ROOT / "deliberation", [("**.py", "python")]), (ROOT / "templates", [("**.html", "jinja2.ext:babel_extract")])):
        for file, line, ident, *_ in extract_from_dir(str(folder), method, keywords=KEYWORDS, directory_filter=lambda _path: True):
            found.setdefault(ident, f"{file}:{line}")
    return found


def test_every_message_is_in_chinese():
    catalog = merged(HERE / "zh_Hans")
    have = {m.id: m.string for m in catalog if m.id}
    missing = {i: place for i, place in used().items() if not have.get(i)}
    assert not missing


def test_placeholders_agree():
    for message in merged(HERE / "zh_Hans"):
        if not message.id or "fuzzy" in message.flags:
            assert "fuzzy" not in message.flags or not message.id
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for s in strings:
            assert sorted(PLACE.findall(s)) == sorted(PLACE.findall(ids[-1])), message.id


def test_every_code_has_words():
    assert set(words.REASON) == CODES
    assert set(words.STAGE) == {s.value for s in Stage} and set(words.ENDING) == {e.value for e in Ending} and set(words.ROLE) >= {r.value for r in Role}
    assert {a.value for a in ActName} <= set(words.ACT) | set(words.CLOCK_ACT) | set(words.OFFICE_ACT) and len(TABLE) == len(ActName)
    assert {kind for kind, _ in KINDS} == set(words.FACT)
    assert set(words.CHECK) == set(CHECKS)
