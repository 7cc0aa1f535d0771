"""Every page of the demo in Chromium, as everybody who sees it, and in large type: axe-core finds
nothing, type, targets and line height have their numbers, and nothing is wider than a phone of 320
px or a screen at 200 %. By day each page as the first who sees it, turn by turn in one size of
type, every third pair of them by axe; whoever else sees it and each second shape in English by
their measures alone, colours by our own; by night everything.
"""

import re
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.demo.looked_at import proposals
from tests.journeys.measures import ELDER, NORMAL, too_wide, wrong
from tests.screens import ABSENT, PAGES, PAPER, PUBLIC_STAGES, free_port, serve, sign_in

pytestmark = pytest.mark.browser
# WCAG 2 A and AA with axe's best practices. Its contrast rule takes more time than all others
# together and colours depend on neither language nor size, so it runs once a page and by night;
# `measures` looks at every contrast in every mode, and more strictly. Large type changes sizes
# only: there the rules about sizes run.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WITHOUT_COLOURS = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
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
QUERY, SHAPE = re.compile(r"\?.*"), re.compile(r"\{\w+\}|\?.*")
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


def axe(page: Any, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds by these rules."""
    return list(page.evaluate(AXE, rules))


def measured(page: Any, large: bool) -> list[str]:
    """What type, targets and widths are not, as the page stands."""
    found = wrong(page, ELDER if large else NORMAL)
    for width in (320,) if large else (640, 320):
        found += too_wide(page, width)
    page.set_viewport_size({"width": 375, "height": 780})
    return found


def look(
    page: Any,
    path: str,
    colours: bool = True,
    sizes: bool = True,
    modes: tuple[bool, ...] = (False, True),
    by_axe: bool = True,
) -> list[str]:
    """What is wrong with the page in both sizes of type (large type is one class on the root,
    nothing else). `colours`, `sizes`: also what axe-core says of them. `modes`: large or not.
    Not `by_axe`: by its measures alone.
    """
    found = []
    for large in modes:
        unfold(page, large)
        mode = " in large type" if large else ""
        if by_axe and (sizes or not large):
            rules = OF_SIZES if large else RULES if colours else WITHOUT_COLOURS
            found += [f"{path}{mode}: {v}" for v in axe(page, rules)]
        if not any(p in path for p in PAPER):
            found += [f"{path}{mode}: {v}" for v in measured(page, large)]
    return found


def at_a_glance(page: Any, path: str) -> list[str]:
    """What is wrong with its measures in the usual size."""
    unfold(page, False)
    on_paper = any(p in path for p in PAPER)
    return [] if on_paper else [f"{path}: {v}" for v in measured(page, False)]


def unfold(page: Any, large: bool) -> None:
    page.evaluate(
        "on => { document.documentElement.classList.toggle('elder', on); for (const d of "
        "document.querySelectorAll('details')) d.open = true; }",
        large,
    )


def firsts(alike: re.Pattern[str]) -> list[tuple[str | None, str]]:
    """(login, path) of the first page in the order of the walk of those that differ in more than
    this.
    """
    found: dict[str, tuple[str | None, str]] = {}
    for login, paths in WALK.items():
        for path in paths:
            found.setdefault(alike.sub("", path), (login, path))
    return list(found.values())


# Another stage or kind of matter is another page, another reader the same; words of another
# language are longer, on every proposal alike.
LOOKED_AT, IN_ENGLISH = firsts(QUERY), firsts(SHAPE)[::2]
IN_LARGE = set(LOOKED_AT[1::2])
BY_AXE = {page for n, page in enumerate(LOOKED_AT) if n % 6 < 2}  # both sizes are among them


def by_day(page: Any, path: str, login: str | None, english: bool) -> list[str]:
    if english or (login, path) not in LOOKED_AT:
        return at_a_glance(page, path)
    modes = ((login, path) in IN_LARGE,)
    return look(page, path, colours=False, modes=modes, by_axe=(login, path) in BY_AXE)


def by_night(page: Any, path: str, login: str | None, english: bool) -> list[str]:
    return look(page, path, colours=not english, sizes=not english)


def walk(demo: Any, browser: Any, login: str | None, how: Any) -> None:
    """Every page as this reader; in English by day each second shape."""
    base, ids = demo
    found, state = [], None
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
            if how is by_day and lang == "en" and (login, path) not in IN_ENGLISH:
                continue
            answer = page.goto(f"{base}/{path.format(**ids)}")
            if answer.status != (404 if path in ABSENT else 200):
                found.append(f"{path}: answers {answer.status}")
            found += [f"{lang} {f}" for f in how(page, path, login, lang == "en")]
        context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("login", WALK, ids=str)
def test_every_page_for_everybody(demo, browser, login):
    walk(demo, browser, login, by_day)


@pytest.mark.nightly
@pytest.mark.parametrize("login", WALK, ids=str)
def test_every_page_for_everybody_in_both_languages(demo, browser, login):
    walk(demo, browser, login, by_night)


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
        found += look(page, path)
    context.close()
    assert not found, "\n".join(found)
