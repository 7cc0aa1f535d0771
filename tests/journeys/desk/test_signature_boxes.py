"""Whoever signs a printed sheet has room for it: a box of their own, 12 mm high and 45 mm wide at
the least, on every sheet that is signed; and the sheet is still one page of A4.
"""

import re
from pathlib import Path

import pytest

from tests.cycle.resolve.test_paper import issue
from tests.cycle.resolve.test_proxies import ALL
from tests.site import opened
from tests.world import World

SHEETS = Path(__file__).resolve().parents[3] / "templates/print"
HIGH, WIDE = 12.0, 45.0
PRINTED = {"width": 688, "height": 1017}  # what the margins leave of A4
MEASURE = """[...document.querySelectorAll('td.signs')].map(box => {
    const {width, height} = box.getBoundingClientRect();
    return [width / 96 * 25.4, height / 96 * 25.4];
})"""
PAGES = "Math.ceil(document.querySelector('main').getBoundingClientRect().height / 1017)"


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    """Residents vote, so that there are proxies to print."""
    return opened(World(sqlite_engines, time, rulebook=ALL).populate(), tmp_path)


def gathering(w):
    return w.submitted()


def voting(w):
    p = w.in_vote()
    issue(w, p, "代表甲")
    return p


def published(w):
    return w.in_publish()


# How each sheet that is signed comes about: the state, its address, how many sign, pages of A4.
SIGNED = {
    "slips/_cosign": (gathering, "desk/print/cosign/{p}", 12, 1),
    "slips/_sign_in": (voting, "desk/print/sign-in/{p}", 16, None),
    "slips/_proxy": (voting, "proposals/{p}/print/proxy", 2, 1),
    "slips/_slip": (voting, "desk/print/slip/cast-ballot/{p}", 2, 1),
    "paper/_named": (voting, "desk/paper/{p}/print/1", 1, 1),
    "paper/list": (voting, "desk/paper/{p}/print/list", 3, 1),
    "posters/protocol": (published, "proposals/{p}/print/protocol", 6, 1),
    "posters/resolution": (published, "proposals/{p}/print/resolution", 3, None),
}
WORDS = re.compile(r"[Ss]ignature|class=\"signs\"|boxes\(")


def test_no_sheet_that_is_signed_is_missing_here():
    found = {
        path.relative_to(SHEETS).with_suffix("").as_posix()
        for path in SHEETS.rglob("*.html")
        if WORDS.search(re.sub(r"co-signature|\{#.*?#\}", "", path.read_text(), flags=re.S))
    }
    assert found - {"_signs"} == set(SIGNED)


def printed(site, browser, address):
    """The sheet as Chromium lays it out for the printer, its styles with it."""
    client = site.client("clerk")
    page = client.get(f"/jiahe/{address}")
    assert page.status_code == 200, page.status_code
    styles = "".join(
        client.get(href).text for href in re.findall(r'rel="stylesheet" href="([^"]+)"', page.text)
    )
    sheet = browser.new_page(viewport=PRINTED)
    sheet.emulate_media(media="print")
    sheet.set_content(re.sub(r"<link[^>]*>", "", page.text))
    sheet.add_style_tag(content=styles)
    return sheet


@pytest.mark.browser
@pytest.mark.parametrize("what", SIGNED)
def test_each_who_signs_has_a_box_of_their_own(site, browser, what):
    state, address, people, pages = SIGNED[what]
    sheet = printed(site, browser, address.format(p=state(site.world)))
    try:
        boxes = sheet.evaluate(MEASURE)
        assert len(boxes) == people or (pages is None and len(boxes) >= people), len(boxes)
        assert min(w for w, _ in boxes) >= WIDE and min(h for _, h in boxes) >= HIGH, boxes
        assert pages is None or sheet.evaluate(PAGES) == pages
    finally:
        sheet.close()
