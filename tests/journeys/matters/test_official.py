"""A property matter that the city's own system decides, from the proposal to the certified result,
in Chromium at 375 px: author, clerk and supervisor act on its pages.
"""

import re

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality
from deliberation.cycle.supervise.acts import certificate
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests import papers_gallery
from tests.cycle.matters.test_official import PASSED, announce, over
from tests.record.media.test_files import PDF
from tests.world import RESIDENTS

pytestmark = pytest.mark.browser
FIGURES = {
    f"#figures-{what}-{side}": text
    for what, (heads, area) in PASSED.items()
    for side, text in (("heads", str(heads)), ("area", f"{area / 100:.2f}"))
}


def _to_the_notice(w, p):
    """What others do between the proposal and its notice."""
    w.cosign(p, *RESIDENTS[1:11])
    w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    w.act(
        "理事甲",
        suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="电梯旧了。"),
    )
    w.act("窗口", legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    w.act(
        "窗口",
        inform.PostProof(
            act_id=new_id(),
            subject_id=p,
            purpose="notice",
            posted_on=w.today(),
            place="1 栋公告栏",
        ),
    )
    assert w.stage(p) == "notice"


def press(page, fits):
    page.click("main .btn-main")
    page.wait_for_url(fits)


@pytest.mark.nightly
def test_owners_decide_in_the_citys_own_system(browser):
    with papers_gallery.served(
        lambda w: {
            "draft": w.draft(
                "林一",
                title="更换三栋电梯",
                body="用维修资金更换两台电梯。",
                answers={"uses_common_parts": True},
            )
        }
    ) as (base, found, site):
        w, p = site.world, found["draft"]
        address = f"{base}/proposals/{p}"
        context = browser.new_context(
            viewport={"width": 375, "height": 780}, locale="zh-CN", service_workers="block"
        )
        papers_gallery.sign_in(context, base, site, "author")
        page = context.new_page()
        page.goto(f"{address}/submit")
        press(page, address)
        _to_the_notice(w, p)

        papers_gallery.sign_in(context, base, site, "clerk")
        page.goto(f"{address}/declare-effect")
        page.check("input[value=external_official_system]")
        page.fill("#document", "市住建局 2026 年第 3 号通知")
        press(page, address)
        said = announce(p, w)
        page.goto(f"{address}/announce-official-vote")
        for field in ("system", "link", "opens_on", "closes_on"):
            page.fill(f"#{field}", getattr(said, field))
        press(page, address)
        w.let_pass(p)

        papers_gallery.sign_in(context, base, site, "representative")
        page.goto(address)
        assert (
            "业主在官方系统投票，不在这里投。" in page.inner_text("#vote-there")
            and page.locator("#vote-there a").get_attribute("href") == said.link
        )
        assert page.locator("a[href$='/cast-ballot']").count() == 0
        over(w, p)

        papers_gallery.sign_in(context, base, site, "clerk")
        page.goto(f"{address}/record-official-result")
        page.fill("#reference", "YZ-2026-118")
        page.fill("#ended_on", w.today())
        for field, text in {**FIGURES, "#figures-for-area": "1500.00"}.items():
            page.fill(field, text)
        page.check("input[name=outcome][value=passed]")
        page.set_input_files(
            "[name=files-1]", {"name": "公示.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        page.click("main .btn-main")
        assert (
            "数字对不上" in page.inner_text(".errors")
            and page.input_value("#figures-for-area") == "1500.00"
        )
        page.fill("#figures-for-area", FIGURES["#figures-for-area"])
        page.set_input_files(
            "[name=files-1]", {"name": "公示.pdf", "mimeType": "application/pdf", "buffer": PDF}
        )
        press(page, address)

        papers_gallery.sign_in(context, base, site, "supervisor")
        page.goto(address)
        page.click("main a[href*='/confirm-official-result/']")
        assert (
            "2,000.00" in page.inner_text("main table")
            and page.locator("main .files a").count() == 1
        )
        press(page, re.compile("#result$"))
        page.goto(f"{address}/certify")
        assert "平台自己核对过的" in page.inner_text("main")
        press(page, address)
        w.act("监事乙", certificate.Certify(act_id=new_id(), subject_id=p))
        page.goto(f"{address}#result")
        result = page.inner_text("#result")
        assert (
            "通过" in result
            and "来自官方系统" in result
            and "YZ-2026-118" in result
            and "310,000" not in result
            and "3,100.00" in result
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        assert (w.row(p).outcome, w.row(p).certified) == ("passed", "yes")
        verify(w.engines)
        context.close()
