"""The bounds of form: how long a line, a file and a function is, how many modules a folder holds.

What is over stands by name in form.toml with its size, which only falls; and so do the numbers of
mypy's errors in packaging/types.toml.
"""

import importlib.util
import tomllib
from collections import Counter

import pytest

from tests import form
from tests.conftest import ROOT

LONG = {
    f"{part} {what}": (part, what, least)
    for part in form.PARTS
    for what, least in (("files", form.MOST_FILES), ("functions", form.MOST_FUNCTIONS))
}
BOUNDS = {"files": form.FILE, "functions": form.FUNCTION, "folders": form.FOLDER}


def sizes(what):
    """Of the whole house: name → size."""
    return {name: n for found in form.forms().values() for name, n in getattr(found, what).items()}


@pytest.fixture(scope="module")
def ratchet():
    spec = importlib.util.spec_from_file_location("ratchet", ROOT / "packaging" / "ratchet.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_a_line_has_at_most_a_hundred_characters():
    print(form.table(form.forms()))
    assert not {at: width for found in form.forms().values() for at, width in found.lines.items()}


@pytest.mark.parametrize("what", BOUNDS)
def test_nothing_is_larger_than_its_bound_or_than_it_was(what):
    assert not form.too_much(sizes(what), BOUNDS[what], form.ceilings()[what])


@pytest.mark.parametrize("what", BOUNDS)
def test_no_exception_stays_when_it_is_needed_no_more(what):
    assert not form.needless(sizes(what), BOUNDS[what], form.ceilings()[what])


@pytest.mark.parametrize("what", LONG)
def test_nine_in_ten_are_short_or_no_more_are_long_than_were(what):
    part, measured, least = LONG[what]
    sizes = getattr(form.forms()[part], measured)
    long, allowed = form.long_ones(sizes, least), form.ceilings()["long"].get(what, 0)
    assert long <= max(form.LONG, allowed), f"{long} in a thousand have {least} lines and more"


def test_what_is_too_large_is_found(tmp_path):
    body = "".join(f"        x = {n}\n" for n in range(60))
    folder = tmp_path / "room"
    folder.mkdir()
    for n in range(form.FOLDER + 1):
        (folder / f"m{n}.py").write_text("")
    (folder / "m0.py").write_text(f"class A:\n    @staticmethod\n    def long():\n{body}")
    (folder / "m1.py").write_text("\n" * 401)
    (folder / "m2.py").write_text("长" * 100 + "\n" + "x" * 101 + "\n")
    frozen = tmp_path / form.FROZEN
    frozen.mkdir(parents=True)
    (frozen / "r0001.py").write_text("x" * 300)
    found = form.measured(["room", "deliberation"], tmp_path)
    assert found.lines == {"room/m2.py:2": 101}
    assert form.too_much(found.files, form.FILE, {}) == ["room/m1.py: 401, at most 400"]
    long = {"room/m0.py::A.long": 61}
    assert found.functions == long and form.too_much(long, form.FUNCTION, {})
    assert not form.too_much(long, form.FUNCTION, long) and form.too_much(
        {"room/m0.py::A.long": 62}, form.FUNCTION, long
    )
    assert form.needless(long, form.FUNCTION, {**long, "gone.py::f": 70}) == ["gone.py::f"]
    assert form.too_much(found.folders, form.FOLDER, {}) == ["room: 17, at most 16"]
    assert form.long_ones({"a": 199, "b": 200, "c": 1}, form.MOST_FILES) == 334


def test_what_is_written_down_only_falls(tmp_path, monkeypatch):
    monkeypatch.setattr(form, "CEILINGS", tmp_path / "form.toml")
    (tmp_path / "form.toml").write_text("# why\n[files]\n")
    was = {"files": {"a.py": 500, "b.py": 450}, "functions": {}, "folders": {}, "long": {}}
    now = form.Form({}, (), {"a.py": 480, "b.py": 300, "c.py": 900}, {}, {})
    text = form.lowered({"tests": now}, was)
    assert text.startswith("# why\n") and tomllib.loads(text)["files"] == {"a.py": 480}
    grown = form.Form({}, (), {"a.py": 510}, {}, {})
    assert tomllib.loads(form.lowered({"tests": grown}, was))["files"] == {"a.py": 500}


def test_more_errors_of_types_than_allowed_are_refused_and_fewer_are_asked_for(ratchet):
    assert ratchet.judged(Counter(web=3), {"web": 3}) == ([], [])
    assert ratchet.judged(Counter(web=4, desk=1), {"web": 3}) == (["desk", "web"], [])
    assert ratchet.judged(Counter(web=2), {"web": 3, "desk": 1}) == ([], ["desk", "web"])


def test_new_errors_are_named_by_the_files_that_were_changed(ratchet):
    errors = [("web", "deliberation/web/a.py:1: error: x"), ("web", "deliberation/web/b.py:2: y")]
    assert ratchet.named(errors, "web", {"deliberation/web/b.py"}) == [errors[1][1]]
    assert ratchet.named(errors, "web", set()) == [line for _, line in errors]


@pytest.mark.parametrize(("now", "words", "ends"), [(2, "2 errors, 1 are", 1), (1, "allowed", 0)])
def test_the_ratchet_says_what_it_found(ratchet, monkeypatch, tmp_path, capsys, now, words, ends):
    monkeypatch.setattr(ratchet, "ALLOWED", tmp_path / "types.toml")
    monkeypatch.setattr(ratchet, "found", lambda: [("web", "deliberation/web/a.py:1: error")] * now)
    ratchet.write({"web": 1, "desk": 0})
    assert ratchet.main([]) == ends and words in capsys.readouterr().out


def test_a_lower_number_is_written_down_when_asked(ratchet, monkeypatch, tmp_path):
    monkeypatch.setattr(ratchet, "ALLOWED", tmp_path / "types.toml")
    monkeypatch.setattr(ratchet, "found", lambda: [("web", "deliberation/web/a.py:1: error")])
    ratchet.write({"web": 3, "desk": 2})
    assert ratchet.main([]) == 1 and ratchet.main(["--update"]) == 0
    assert tomllib.loads((tmp_path / "types.toml").read_text())["rooms"] == {"web": 1}


def test_every_room_the_ratchet_names_is_there(ratchet):
    for room in tomllib.loads(ratchet.ALLOWED.read_text("utf-8"))["rooms"]:
        home = ROOT / "deliberation" / room
        assert home.is_dir() or home.with_suffix(".py").is_file(), room
