"""A property matter with three plans, from the draft to the certified result by owners, in Chromium
at 375 px: what the author and one owner do, they do on its pages.
"""

import re

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.supervise.acts import certificate
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests import papers_gallery
from tests.world import OFFICES, RESIDENTS

pytestmark = pytest.mark.browser
PLANS = ("种桂花", "种香樟", "种竹子")


def _to_the_vote(w, p):
    """What others do between the draft and the vote."""
    w.cosign(p, *RESIDENTS[1:11])
    w.act("议员甲", council_acts.TakeUp(act_id=new_id(), subject_id=p))
    w.act(
        "理事甲",
        suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="方便居民。"),
    )
    if w.row(p).study_state == "pending":
        w.act(
            "书记",
            study.RecordStudy(
                act_id=new_id(), subject_id=p, held_on=w.today(), result="agree", opinion="同意。"
            ),
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
    while w.stage(p) == "notice":
        w.let_pass(p)


@pytest.mark.nightly
def test_owners_choose_one_of_three_plans(browser):
    with papers_gallery.served(
        lambda w: {
            "draft": w.draft("林一", title="空地种什么", answers={"uses_common_parts": True})
        }
    ) as (base, found, site):
        w, p = site.world, found["draft"]
        address = f"{base}/proposals/{p}"
        context = browser.new_context(
            viewport={"width": 375, "height": 780}, locale="zh-CN", service_workers="block"
        )
        papers_gallery.sign_in(context, base, site, "author")
        page = context.new_page()
        for name in (*PLANS, "种错了"):
            page.goto(f"{address}/offer-plan")
            page.fill("#title", name)
            page.fill("#body", f"{name}，每年养护 2 次。")
            page.click("main .btn-main")
            page.wait_for_url(re.compile("#plans$"))
        page.click("#plans li:has-text('种错了') a")
        page.click("main .btn-main")
        page.wait_for_url(re.compile("#plans$"))
        assert "3 个备选方案" in page.inner_text("#plans") and "都不同意" in page.inner_text(
            "#plans"
        )
        page.goto(f"{address}/submit")
        page.click("main .btn-main")
        page.wait_for_url(address)
        _to_the_vote(w, p)
        numbers = {o.name: o.number for o in _paper(w, p)}

        context.clear_cookies()
        papers_gallery.sign_in(
            context, base, site, "representative"
        )  # an owner like everybody, with a second factor given just now
        page.goto(f"{address}/cast-ballot")
        assert (
            page.locator("#q1 input[type=radio]").count() == 5
        )  # three plans, none of them, abstain
        page.check(f"#q1 input[value='{numbers['种香樟']}']")
        page.click("main .btn-main")
        assert page.inner_text("main .verdict") == "种香樟"
        page.click("main .btn-main")
        page.wait_for_url(re.compile("/receipt$"))
        assert "种香樟" in page.inner_text("main")
        page.click("text=更改我的选择")
        assert page.is_checked(f"#q1 input[value='{numbers['种香樟']}']")

        for i, name in enumerate(n for n in (*RESIDENTS, *OFFICES) if n != "代表甲"):
            w.cast(
                p, **{name: "none" if i % 8 == 7 else str(numbers["种香樟" if i % 4 else "种桂花"])}
            )
        while w.stage(p) == "vote":
            w.let_pass(p)
        page.goto(f"{address}#result")
        said = page.inner_text("#result")
        assert (
            "入选： 种香樟" in " ".join(said.split())
            and "人数" in said
            and "平方米" in said
            and page.locator("#result svg").count() >= 8
        )
        page.click("#result details:has(summary:text('这是怎么算的')) summary")
        assert "达到" in page.inner_text("#result .working")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        assert (
            w.row(p).outcome,
            [r.option_no for r in w.rows(tables.round_option) if r.place],
        ) == ("passed", [numbers["种香樟"]])

        context.clear_cookies()
        papers_gallery.sign_in(context, base, site, "supervisor")
        page.goto(f"{address}/certify")
        page.click("main .btn-main")
        page.wait_for_url(address)
        w.act("监事乙", certificate.Certify(act_id=new_id(), subject_id=p))
        page.goto(address)
        assert "已确认。" in page.inner_text("main") and w.row(p).certified == "yes"
        verify(w.engines)
        context.close()


def _paper(w, p):
    from deliberation.readings.vote import ballot_papers

    with w.engines.read_connection() as conn:
        return ballot_papers.paper(conn, w.id, p, 1).asked[0].options
