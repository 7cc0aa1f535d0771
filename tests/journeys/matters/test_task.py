"""One story: a department asks the community to take on a task, is answered in time, sends half the
money, is reviewed after a year, and the task is left.
"""

from datetime import date, timedelta

import pytest

from deliberation import clock
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.journeys.walking import (
    certified,
    link,
    main_button,
    others_vote,
    reviewed_and_posted,
    see,
    to,
    vote,
)

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


def applied(town, title: str, listed: str) -> str:
    """From the page of tasks to the application everybody reads."""
    page = town.phone("department1")
    page.goto(f"{town.base}/tasks")
    main_button(page, "申请")
    first = date.fromisoformat(town.stage.today()) + timedelta(days=70)
    page.fill("#title", title)
    page.fill("#body", "每月走访一次八十岁以上独居老人，登记需要。")
    page.fill("#basis", "《老年人权益保障法》第十三条；区民政局 2026 年工作方案")
    page.select_option("#listed", listed)
    page.fill(
        "#starts_on", (date.fromisoformat(town.stage.today()) + timedelta(days=9)).isoformat()
    )
    page.fill("#ends_on", (first + timedelta(days=729)).isoformat())
    page.fill("#cost", "48,000")
    page.fill("#promised", "36,000")
    main_button(page)
    assert (
        "个工作日" in page.inner_text(".errors") and page.input_value("#title") == title
    )  # too short a lead; nothing typed is lost
    page.fill("#starts_on", first.isoformat())
    main_button(page)
    see(page, "区民政局", "¥48,000", "¥36,000", "第十三条")
    return page.url.rpartition("/")[2]


def money(town, login: str, proposal: str, what: str, amount: str, document: str):
    page = to(town, login, proposal)
    main_button(page, "登记")
    page.check(f"input[name=what][value={what}]")
    page.fill("#amount", amount)
    page.fill("#happened_on", town.stage.today())
    page.fill("#document", document)
    main_button(page)
    see(page, document, where="#task")
    return page


def review_at(town, proposal: str):
    return town.stage.one(tables.task, "review_at", tables.task.c.proposal_id == proposal)


def test_a_task_is_applied_for_answered_paid_reviewed_and_left(small_town):
    town = small_town
    off = applied(town, "代收水费", "")
    page = to(town, "councillor1", off)
    see(page, "不在清单上")
    link(page, "不予准入")
    page.fill("#reasons", "不在本社区协助事项清单内。")
    main_button(page)
    see(page, "理事会不予准入")
    assert town.stage.row(off).ending == "rejected"

    task = applied(town, "高龄独居老人每月走访", "elder_care")
    page = town.phone("councillor1")
    page.goto(f"{town.base}/waiting")
    link(page, "高龄独居老人每月走访")
    page.check("input[name=verdict][value=support]")
    page.fill("#reasons", "老人需要，经费要跟上。")
    main_button(page)
    see(page, "老人需要")
    reviewed_and_posted(town, task)
    vote(town, "representative1", task, "for")
    others_vote(town, task)
    town.to_due(task)
    certified(town, task)

    money(town, "clerk1", task, "received", "18,000", "银行回单 0312")
    money(town, "department1", task, "received", "18,000", "银行回单 0312，重复")
    page = to(town, "clerk1", task)
    page.locator("#task li:has-text('重复') a").click()
    page.fill("#reason", "同一笔记了两次。")
    main_button(page)
    see(page, "同一笔记了两次。", "¥18,000", where="#task")
    page = money(town, "department1", task, "promised", "4,000", "民政函〔2026〕17号")
    see(page, "¥40,000", where="#task")

    town.pass_days((review_at(town, task) - clock.now()).total_seconds() / 86400 - 30)
    page = town.phone("committee1")
    page.goto(f"{town.base}/waiting")
    link(page, "高龄独居老人每月走访")
    page.check("input[name=verdict][value=continue]")
    page.fill("#reasons", "走访了 120 户，老人满意；经费到了一半。")
    main_button(page)
    see(page, "上次评估", where="#task")
    page = to(town, "department1", task)
    link(page, "提前退出")
    page.check("input[name=cause][value=department_withdraws]")
    page.fill("#reasons", "今年起由街道直接办理。")
    main_button(page)
    see(page, "已结束", where="#task")
    for login in ("supervisor1", "supervisor2"):
        page = to(town, login, task)
        main_button(page)
        main_button(page)
        see(page)
    assert town.stage.row(task).stage == "evaluate"

    page = town.browser.new_context(
        viewport={"width": 375, "height": 720}, locale="zh-CN"
    ).new_page()
    page.goto(f"{town.base}/tasks")
    see(page, "高龄独居老人每月走访", "代收水费", "¥40,000", "¥18,000")
    page.context.close()
    verify(town.engines)
