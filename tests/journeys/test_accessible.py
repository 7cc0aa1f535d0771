"""Every page of the demo before axe-core (WCAG 2 A and AA), at 375 px: no violation, nothing wider than the phone, not even in large type."""

import tempfile
from collections.abc import Iterator

import pytest

from tests.screens import PAGES, PUBLIC_STAGES, free_port, proposals, serve, sign_in

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
PUBLIC = {**PAGES, None: PAGES[None] + [f"proposals/{{{s}}}" for s in PUBLIC_STAGES]}


@pytest.fixture(scope="module")
def demo() -> Iterator[tuple[str, dict[str, str]]]:
    """The demo, served."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = serve(folder, port)
        yield f"http://127.0.0.1:{port}/jiahe", proposals(folder)
        process.terminate()
        process.wait()


@pytest.mark.parametrize("login", PUBLIC, ids=str)
def test_pages_are_accessible_and_fit_a_phone(demo, browser, login):
    from axe_playwright_python.sync_playwright import Axe

    base, ids = demo
    axe, wrong = Axe(), []
    context = browser.new_context(viewport={"width": 375, "height": 780}, locale="zh-CN")
    page = context.new_page()
    if login:
        sign_in(page, base, login)
    for path in PUBLIC[login]:
        page.goto(f"{base}/{path.format(**ids)}")
        for v in axe.run(page, options=RULES).response["violations"]:
            wrong += [f"{path}: {v['id']} ({v['help']}): {n['html'][:160]}" for n in v["nodes"][:3]]
        for elder in ("0", "1"):
            context.add_cookies([{"name": "elder", "value": elder, "url": base}])
            page.reload()
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > 375 and "/print/" not in path:
                wrong.append(f"{path}: {wide} px wide{' in large type' if elder == '1' else ''}")
        context.add_cookies([{"name": "elder", "value": "0", "url": base}])
    context.close()
    assert not wrong, "\n".join(wrong)
