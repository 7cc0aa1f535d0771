"""The print job on paper: Chromium prints it as A4, and every sheet begins on a page of its own and
fits on it.
"""

import re

import pytest

from deliberation.demo import cast
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points


def pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of every page, in whole points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    return [(round(float(w)), round(float(h))) for w, h in boxes]


def test_every_sheet_of_the_job_is_one_page_of_a4(town):
    author = next(login for login, (_name, role) in cast.ACCOUNTS.items() if role is None)
    page = town.person(author)
    page.goto(f"{town.base}/proposals/new")
    page.fill(
        "#title",
        "在三号楼一层门厅和电梯口之间的走廊里装两盏带人体感应的节能灯，并在台阶旁加一段不锈钢的扶手，方便老人和推车的人",
    )
    page.fill("#body", "走廊里白天也很暗，老人上下台阶看不清，推车的人也不方便。" * 20)
    page.click("main form button[name=then][value=submit]")
    page.wait_for_load_state()
    page.context.close()

    clerk = town.person("clerk1")
    clerk.goto(f"{town.base}/desk/today")
    clerk.click("main a.btn-main")
    clerk.wait_for_load_state()
    assert clerk.locator("input[name=parts][value^='cosign:']").is_checked()
    clerk.locator("input[name=parts][value^='letters:']").first.check()
    clerk.check("#sure")
    submit(clerk)
    sheets = clerk.locator("section.page")
    assert sheets.count() >= 3 and clerk.locator(".qr-frame svg").count() >= sheets.count()
    clerk.emulate_media(media="print")
    clerk.set_viewport_size({"width": 688, "height": 1017})  # what the margins leave of A4
    widths = clerk.evaluate(
        "[...document.querySelectorAll('.page .qr-frame svg')].map(s => "
        "s.getBoundingClientRect().width / 96 * 25.4)"
    )
    assert min(widths) > 30, "a code is at least 3 cm wide on paper"
    printed = pages(clerk.pdf(prefer_css_page_size=True))
    assert len(printed) == sheets.count(), (len(printed), sheets.count())
    assert all(abs(w - A4[0]) <= 1 and abs(h - A4[1]) <= 1 for w, h in printed)
    clerk.goto(f"{town.base}/desk/print")
    assert not clerk.locator("input[name=parts][value^='cosign:']").is_checked(), (
        "what was printed is remembered"
    )
