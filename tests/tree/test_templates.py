"""The bounds of templates: how wide, how long, how many a folder, one element a line; none that
nobody shows, and no style or script within.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "templates"
WIDTH, LENGTH, FILES = 120, 150, 16
# Elements that stand on lines of their own in a page. `br` and what is drawn within a line are not
# among them: a line of text holds them as it holds words.
BLOCKS = (
    "html head body title meta link main header footer nav aside section article form fieldset "
    "legend details summary div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr "
    "th td figure figcaption blockquote select option noscript template rect line path polygon "
    "circle g"
).split()
STARTS = re.compile(rf"<(?:{'|'.join(BLOCKS)})(?=[\s>{{/])")
COMMENT = re.compile(r"\{#.*?#\}", re.S)
NAMED = re.compile(r"[\"']([\w/{}.]+\.(?:html|txt|xml))[\"']")
WITHIN = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)")
# Pages that must do without the house: shown while nothing else answers, or kept as one file.
ALONE = {"errors/away.html", "errors/fallen.html", "print/letters/letter_alone.html"}


def templates(folder: Path = FOLDER) -> dict[str, str]:
    """Name → text of every template."""
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder).as_posix(): f.read_text("utf-8") for f in files}


def too_wide(texts: Mapping[str, str]) -> list[str]:
    return [
        f"{name}:{n}: {len(line)} columns"
        for name, text in texts.items()
        for n, line in enumerate(text.splitlines(), 1)
        if len(line) > WIDTH
    ]


def too_long(texts: Mapping[str, str]) -> list[str]:
    sizes = {name: len(text.splitlines()) for name, text in texts.items()}
    return [f"{name}: {size} lines" for name, size in sizes.items() if size > LENGTH]


def too_full(names: Iterable[str]) -> list[str]:
    folders: dict[str, int] = {}
    for name in names:
        folder = name.rpartition("/")[0]
        folders[folder] = folders.get(folder, 0) + 1
    return [f"{folder}: {n} files" for folder, n in folders.items() if n > FILES]


def crowded(texts: Mapping[str, str]) -> list[str]:
    """Lines on which a second element of a block begins."""
    return [
        f"{name}:{n}: {', '.join(found)}"
        for name, text in texts.items()
        for n, line in enumerate(COMMENT.sub(_as_long, text).splitlines(), 1)
        if len(found := STARTS.findall(line)) > 1
    ]


def _as_long(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def named(sources: Iterable[str]) -> set[str]:
    """What code and templates name: whole, or as a pattern with {…} in it."""
    return {name for source in sources for name in NAMED.findall(source)}


def never_shown(names: Iterable[str], asked: set[str]) -> list[str]:
    patterns = [
        re.compile(re.sub(r"\\\{.*?\\\}", r"\\w+", re.escape(a))) for a in asked if "{" in a
    ]
    return [n for n in names if n not in asked and not any(p.fullmatch(n) for p in patterns)]


def test_lines_are_at_most_120_columns_and_templates_150_lines():
    assert not too_wide(templates())
    assert not too_long(templates())


def test_a_folder_holds_sixteen_at_most():
    assert not too_full(templates())


def test_one_element_a_line():
    assert not crowded(templates())


def test_every_template_is_shown_by_somebody_and_what_is_named_is_there():
    texts = templates()
    code = [f.read_text("utf-8") for f in (ROOT / "deliberation").rglob("*.py")]
    asked = named([*code, *texts.values()])
    # opened as a file; the second is what a reverse proxy shows (test_falling holds it)
    assert not set(never_shown(texts, asked)) - {"errors/fallen.html", "errors/away.html"}
    assert not {a for a in asked if "/" in a and "{" not in a} - set(texts)


def test_styles_and_scripts_are_files():
    assert {name for name, text in templates().items() if WITHIN.search(text)} == ALONE


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (too_wide, "长" * 120 + "\n" + "x" * 121, ["a.html:2: 121 columns"]),
        (too_long, "\n" * 151, ["a.html: 151 lines"]),
        (crowded, "<ul><li>", ["a.html:1: <ul, <li"]),
        (crowded, "{# <p>\n<p> <p> #}\n<p>{{ x }}<br><b>y</b></p>\n<pre><p>", []),
        (crowded, "<td{% if x %} class='n'{% endif %}></td><td>", ["a.html:1: <td, <td"]),
    ],
)
def test_what_is_against_the_bounds_is_found(check, text, found):
    assert check({"a.html": text}) == found


def test_what_nobody_shows_and_what_is_within_a_page_is_found():
    asked = named(['render_template(f"room/_{what}.html")', '{% include "room/a.html" %}'])
    assert never_shown(["room/a.html", "room/_b.html", "room/c.html"], asked) == ["room/c.html"]
    assert too_full(f"room/{n}.html" for n in range(FILES + 1)) == ["room: 17 files"]
    assert all(map(WITHIN.search, ("<style>", '<p style="">', '<p onclick="">', "<script>x")))
    assert not WITHIN.search('<script src="{{ x }}" defer></script>')
