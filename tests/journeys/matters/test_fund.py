"""One story: the community's fund, from the call for projects on a phone to the representatives'
resolution on the list and the first payment.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation import clock
from deliberation.cycle.suggest.acts import legality, study
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.walking import at_act, certified, main_button, see

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


def option(town, title: str) -> str:
    with town.engines.read_connection() as conn:
        t = tables.ballot_option
        return conn.execute(select(t.c.option_id).where(t.c.title == title)).scalar_one()


def posted(town, proposal: str) -> None:
    page = at_act(town, "clerk1", proposal, "post-proof")
    page.fill("#place", "东门居务公开栏")
    main_button(page)
    see(page)
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"


def test_a_budget_round_from_the_call_to_the_formal_result(town):
    page = town.phone("committee1")
    page.goto(f"{town.base}/fund")
    main_button(page)
    page.fill("#title", "2027 年社区保障资金")
    page.fill("#body", "改善公共空间。项目写清地点和报价。")
    page.fill("#budget", "100,000")
    page.fill("#call_ends_on", (clock.now() + timedelta(days=20, hours=8)).date().isoformat())
    page.check("input[name=phase][value=budget_reps]")
    page.check("input[name=method][value='approve greedy/1']")
    main_button(page)
    assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
    proposal = page.url.rpartition("/")[2]

    for login, title, cost in (
        ("resident1", "中心花园长椅", "30000"),
        ("resident2", "声控路灯", "50000.50"),
        ("resident3", "凉亭", "60000"),
    ):
        page = town.phone(login)
        page.goto(f"{town.base}/proposals/{proposal}")
        main_button(page)
        assert (
            "¥100,000" in page.inner_text("main")
            and page.evaluate("document.documentElement.scrollWidth") <= 375
        )
        page.fill("#title", title)
        page.fill("#body", "两家报价，含安装。")
        page.fill("#cost", cost)
        main_button(page)
        assert "我提的项目" in page.inner_text("main")
        see(page)
    page = town.phone("resident4")
    page.goto(f"{town.base}/proposals/{proposal}/propose-project")
    page.fill("#title", "大楼")
    page.fill("#body", "太贵了。")
    page.fill("#cost", "100000.01")
    main_button(page)
    assert "超过了总金额" in page.inner_text(".errors") and page.input_value("#title") == "大楼"
    page.goto(f"{town.base}/proposals/{proposal}/print/call")
    assert "项目征集" in page.inner_text("h1") and "负面清单" in page.inner_text("main")
    town.to_due(proposal)

    page = town.phone("councillor1")
    page.goto(f"{town.base}/proposals/{proposal}/check-project")
    assert "3 个项目待核价" in page.inner_text("main")
    page.click("main a:has-text('声控路灯')")
    page.check("input[name=verdict][value=accepted]")
    main_button(page)
    assert page.locator(".errors").count() == 0, page.locator(".errors").inner_text()
    page.goto(f"{town.base}/proposals/{proposal}/check-project/{option(town, '凉亭')}")
    page.check("input[name=verdict][value=refused]")
    page.select_option("#fund_reason", "liable_party")
    page.fill("#reasons", "开发商承诺建设，仍在期限内。")
    main_button(page)
    assert "有明确责任主体的事" in page.inner_text("#fund")
    page.goto(f"{town.base}/proposals/{proposal}/recommend")
    page.check("input[name=verdict][value=support]")
    page.fill("#reasons", "其余两项合理。")
    main_button(page)
    see(page)
    at = {"subject_id": proposal}
    town.stage.act(
        14,
        study.RecordStudy(
            act_id=new_id(), **at, held_on=town.stage.today(), result="agree", opinion="同意。"
        ),
    )
    town.stage.act(17, legality.ReviewLegality(act_id=new_id(), **at, result="clean"))
    assert town.stage.row(proposal).stage == "notice"
    posted(town, proposal)

    for login, wanted in (
        ("representative1", ("1", "2")),
        ("representative2", ("2",)),
        ("representative3", ("2",)),
        ("representative4", ("1",)),
    ):
        page = town.phone(login)
        page.goto(f"{town.base}/proposals/{proposal}")
        main_button(page)
        for n in wanted:
            page.check(f"fieldset.ballot input[type=checkbox][value='{n}']")
        main_button(page)
        assert (
            "请核对" in page.inner_text("h1")
            and "声控路灯" in page.inner_text("main")
            or wanted == ("1",)
        )
        main_button(page)
        assert page.url.endswith("/receipt")
        see(page)
    town.to_due(proposal)
    assert town.stage.row(proposal).outcome == "passed"
    certified(town, proposal, "声控路灯")
    row = town.stage.row(proposal)
    assert (row.stage, row.phase, row.cost) == ("notice", None, 8_000_050)

    posted(town, proposal)
    for login, choice in (
        ("representative1", "for"),
        ("representative2", "for"),
        ("representative3", "for"),
        ("representative4", "against"),
    ):
        page = town.phone(login)
        page.goto(f"{town.base}/proposals/{proposal}")
        assert "1. 声控路灯：50,000.50 元" in page.inner_text(
            "#text"
        ) and "合计：80,000.50 元" in page.inner_text("#text")
        main_button(page)
        page.click(f"button[name=choice][value={choice}]")
        main_button(page)
        see(page)
    town.to_due(proposal)
    certified(town, proposal, "赞成")
    page = town.phone("resident4")
    page.goto(f"{town.base}/proposals/{proposal}")
    see(page, "通过", "赞成", where="#result")
    assert page.locator("#result li:has-text('确认')").count() == 2  # both supervisors, by name
    page.click("#result a:has-text('登记表')")
    assert "声控路灯" in page.inner_text("main") and "80,000.50" in page.inner_text("main")
    assert (town.stage.row(proposal).stage, town.stage.row(proposal).outcome) == (
        "carry_out",
        "passed",
    )

    page = at_act(town, "clerk1", proposal, "record-spend")
    page.check("input[name=what][value=spent]")
    page.fill("#amount", "20,000")
    page.fill("#happened_on", town.stage.today())
    page.fill("#document", "合同 2027-03，首款发票")
    main_button(page)
    assert "已支出 ¥20,000" in page.inner_text("#spending") and "等待监事会审核" in page.inner_text(
        "#spending"
    )
    see(page)
    page = town.phone("supervisor1")
    page.goto(f"{town.base}/waiting")
    page.click("main a:has-text('审核这笔支出')")
    page.check("input[name=verdict][value=ok]")
    main_button(page)
    assert "审核无问题" in page.inner_text("#spending")
    page.goto(f"{town.base}/fund")
    assert (
        "¥80,000.50" in page.inner_text("main")
        and page.evaluate("document.documentElement.scrollWidth") <= 375
    )
    verify(town.engines)
