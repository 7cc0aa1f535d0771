"""Every page of the demo in Chromium, as everybody who sees it, and in large type: axe-core finds
nothing, type, targets and line height have their numbers, and nothing is wider than a phone of 320
px or a screen at 200 %. By day one page of each shape is read in English too, by night each.
"""

import re
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.journeys.measures import ELDER, NORMAL, too_wide, wrong
from tests.screens import ABSENT, PAGES, PAPER, PUBLIC_STAGES, free_port, proposals, serve, sign_in

pytestmark = pytest.mark.browser
# WCAG 2 A and AA with axe's best practices. Its contrast rule takes more time than all others
# together and colours depend on neither language nor
# size, so it runs once a page; `measures` looks at every contrast in every mode, and more strictly.
# Large type changes sizes only: there the rules about sizes run.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
ALL, WITHOUT_COLOURS = RULES, {**RULES, "rules": {"color-contrast": {"enabled": False}}}
OF_SIZES = {
    "runOnly": {
        "type": "rule",
        "values": [
            "target-size",
            "scrollable-region-focusable",
            "link-in-text-block",
            "css-orientation-lock",
            "meta-viewport",
        ],
    },
    "resultTypes": ["violations"],
}
AXE = """async (options) => (await axe.run(options)).violations.flatMap(
  v => v.nodes.slice(0, 3).map(n => v.id + ' (' + v.help + '): ' + n.html.slice(0, 160)))"""
SHAPES = re.compile(r"\{\w+\}|\?.*")
WALK = {**PAGES, None: PAGES[None] + [f"proposals/{{{s}}}" for s in PUBLIC_STAGES]}


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[str, dict[str, str]]]:
    """The demo, served."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = serve(folder, port)
        yield f"http://127.0.0.1:{port}/jiahe", proposals(folder)
        process.terminate()
        process.wait()


def look(page: Any, path: str, first: bool) -> list[str]:
    """What is wrong with the page as it stands, in both sizes of type (large type is one class on
    the root, nothing else).
    """
    found = []
    paper = any(p in path for p in PAPER)
    for large in (False, True):
        page.evaluate(
            "on => { document.documentElement.classList.toggle('elder', on); for (const d of "
            "document.querySelectorAll('details')) d.open = true; }",
            large,
        )
        mode = " in large type" if large else ""
        if first or not large:
            found += [
                f"{path}{mode}: {v}"
                for v in page.evaluate(
                    AXE, OF_SIZES if large else ALL if first else WITHOUT_COLOURS
                )
            ]
        if not paper:
            found += [f"{path}{mode}: {v}" for v in wrong(page, ELDER if large else NORMAL)]
            for width in (320,) if large else (640, 320):
                found += [f"{path}{mode}: {v}" for v in too_wide(page, width)]
            page.set_viewport_size({"width": 375, "height": 780})
    return found


def firsts() -> set[tuple[str | None, str]]:
    """(login, path) of the first page of each shape in the order of the walk: one proposal is like
    another, whoever reads it.
    """
    found: dict[str, tuple[str | None, str]] = {}
    for login, paths in WALK.items():
        for path in paths:
            found.setdefault(SHAPES.sub("", path), (login, path))
    return set(found.values())


def walk(demo: Any, browser: Any, login: str | None, whole: bool) -> None:
    """Every page in Chinese and in both sizes.

    The first of its shape, or each (`whole`), in English too, with axe's dear rules.
    """
    base, ids = demo
    found, state, first = [], None, firsts()
    for lang in ("zh_Hans", "en"):
        context = browser.new_context(
            viewport={"width": 375, "height": 780},
            locale="zh-CN" if lang == "zh_Hans" else "en-GB",
            storage_state=state,
            service_workers="block",
        )
        context.add_init_script(AXE_SCRIPT)
        page = context.new_page()
        if login and state is None:
            sign_in(page, base, login)
            state = context.storage_state()
        context.add_cookies([{"name": "lang", "value": lang, "url": base}])
        for path in WALK[login]:
            chosen = whole or (login, path) in first
            if not chosen and lang == "en":
                continue
            answer = page.goto(f"{base}/{path.format(**ids)}")
            if answer.status != (404 if path in ABSENT else 200):
                found.append(f"{path}: answers {answer.status}")
            found += [f"{lang} {f}" for f in look(page, path, chosen and lang == "zh_Hans")]
        context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("login", WALK, ids=str)
def test_every_page_for_everybody(demo, browser, login):
    walk(demo, browser, login, whole=False)


@pytest.mark.nightly
@pytest.mark.parametrize("login", WALK, ids=str)
def test_every_page_for_everybody_in_both_languages(demo, browser, login):
    walk(demo, browser, login, whole=True)


def test_the_demo_shows_every_kind_of_matter_at_every_stage(demo):
    assert {"covenant", "property", "property_special", "task", *PUBLIC_STAGES} <= set(demo[1])


def test_a_refused_form(demo, browser):
    base, ids = demo
    context = browser.new_context(viewport={"width": 375, "height": 780}, locale="zh-CN")
    context.add_init_script(AXE_SCRIPT)
    page = context.new_page()
    sign_in(page, base, "resident1")
    found = []
    for path, button in (
        ("proposals/new", "button[value=submit]"),
        (f"proposals/{ids['gather']}/comment", "main form .btn-main"),
    ):
        page.goto(f"{base}/{path}")
        page.click(button)
        page.wait_for_selector(".errors, .field-error")
        found += look(page, path, first=True)
    context.close()
    assert not found, "\n".join(found)
