"""What waits stands on the desk of whoever may do it, is done from that line, and is gone: a pile
that waits for its second entry, one whose entries differ, a payment nobody looked at in time, a
fault that outlived its inspection, a letter to the office alone.
"""

import re
from typing import Any

import pytest

from deliberation.cycle.carry_out.acts.fund import RecordSpend
from deliberation.cycle.resolve.acts import batches
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.supervise.acts import inspection
from deliberation.demo.part import CLERK, REPRESENTATIVES, SUPERVISORS
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.journeys.preludes import in_carry_out, in_inspect, in_vote, on, on_paper
from tests.journeys.walking import main_button, see

pytestmark = pytest.mark.browser

AGAIN, DIFFER = "再录入一批（第二遍）", "核定两遍录入的差异"
LOOK, PUT_RIGHT, VERIFY = "审核这笔支出", "报告已整改", "核实整改"
FOUR_TO_ONE = re.compile(r"赞成\s*4\s*反对\s*1\s")
LETTER = "答复“只给社区看”的来信"


def lines(town: Any, login: str, act: str, title: str = "", desk: str = "waiting") -> Any:
    """The lines of somebody's desk that ask for this act."""
    page = town.phone(login)
    page.goto(f"{town.base}/{desk}")
    see(page)
    return page.locator("main a.item", has_text=act).filter(has_text=title)


def waits_for(town: Any, act: str, title: str, yes: str, no: str = "") -> None:
    """It stands once on the desks of some, and not on those of others (logins)."""
    found = {who: lines(town, who, act, title).count() for who in f"{yes} {no}".split()}
    assert found == dict.fromkeys(yes.split(), 1) | dict.fromkeys(no.split(), 0)


def taken(town: Any, login: str, act: str, title: str = "", desk: str = "waiting") -> Any:
    """The page their line leads to."""
    lines(town, login, act, title, desk).click()
    page = town.phone(login)
    see(page)
    return page


def entered_again(town: Any, page: Any, witness: str, *choices: str) -> None:
    """The second entry of the pile from number 1 on, a scrutineer beside it."""
    page.fill("#sheets", str(len(choices)))
    main_button(page)
    for serial, choice in enumerate(choices, 1):
        page.fill(f"#serial{serial}", str(serial))
        page.select_option(f"#choice{serial}", choice)
    page.select_option("#witness_id", town.stage.people[SUPERVISORS[1]])
    page.fill("#witness_code", town.code(witness))
    main_button(page)
    see(page)


def counted(town: Any, proposal: str) -> str:
    """What the result says once the vote is over."""
    for who in REPRESENTATIVES[3:]:
        town.stage.act(who, resolve.CastBallot(**on(proposal), choice="for"))
    town.to_due(proposal)
    page = town.phone("resident1")
    page.goto(f"{town.base}/proposals/{proposal}")
    see(page)
    said = page.inner_text("#result")
    verify(town.engines)
    return said


def test_a_pile_that_waits_is_entered_again_and_counts(small_town):
    town, title = small_town, "楼道里装扶手"
    proposal = in_vote(town, title)
    on_paper(town, proposal, "for", "against", "for")
    waits_for(town, AGAIN, title, "supervisor1 supervisor2", "clerk1 committee1")
    page = taken(town, "supervisor1", AGAIN, title)
    entered_again(town, page, "supervisor2", "for", "against", "for")
    see(page, "计入")
    waits_for(town, AGAIN, title, "", "supervisor1 supervisor2 clerk1")
    assert FOUR_TO_ONE.search(counted(town, proposal))


def test_what_two_entries_say_differently_another_supervisor_decides(small_town):
    town, title = small_town, "车棚里装灯"
    proposal = in_vote(town, title)
    pile = on_paper(town, proposal, "for", "against", "for")
    again = {"batch_id": pile, "sheets": 3, "entries": ((1, "for"), (2, "for"), (3, "for"))}
    first, second = SUPERVISORS
    town.stage.act(first, batches.EnterBatchAgain(**on(proposal), **again), witness=second)
    waits_for(town, DIFFER, title, "supervisor2", "supervisor1 clerk1")
    page = taken(town, "supervisor2", DIFFER, title)
    page.check("input[name=decide1][value=against]")
    main_button(page)
    see(page, "计入")
    waits_for(town, DIFFER, title, "", "supervisor1 supervisor2 clerk1")
    assert FOUR_TO_ONE.search(counted(town, proposal))


@pytest.mark.nightly
def test_a_payment_nobody_looked_at_in_time_is_looked_at_late(small_town):
    town, title = small_town, "活动室换空调"
    proposal = in_carry_out(town, title, 1_000_000)
    paid = {"what": "spent", "amount": 400_000, "happened_on": town.stage.today()}
    town.stage.act(CLERK, RecordSpend(**on(proposal), **paid, document="发票 0087"))
    waits_for(town, LOOK, title, "supervisor1 supervisor2", "clerk1 committee1")
    town.pass_days(15)
    assert town.stage.one(tables.spend, "audit") == "silent"
    waits_for(town, LOOK, title, "supervisor1 supervisor2", "clerk1 committee1")
    page = taken(town, "supervisor2", LOOK, title)
    page.check("input[name=verdict][value=ok]")
    main_button(page)
    see(page, "审核无问题", where="#spending")
    waits_for(town, LOOK, title, "", "supervisor1 supervisor2")
    verify(town.engines)


@pytest.mark.nightly
def test_a_fault_outlives_its_inspection_until_it_is_put_right_and_seen(small_town):
    town, title = small_town, "游乐区铺软垫"
    proposal = in_inspect(town, title)
    fault = inspection.RecordFinding(**on(proposal), body="滑梯下有一块翘边。")
    town.stage.act(SUPERVISORS[0], fault)
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "evaluate"
    waits_for(town, PUT_RIGHT, title, "organisation1", "supervisor1 clerk1 resident1")
    page = taken(town, "organisation1", PUT_RIGHT, title)
    see(page, "滑梯下有一块翘边。")
    page.fill("#body", "已重新粘牢，周边一并检查过。")
    main_button(page)
    see(page)
    waits_for(town, PUT_RIGHT, title, "", "organisation1")
    waits_for(town, VERIFY, title, "supervisor1 supervisor2", "organisation1")
    page = taken(town, "supervisor2", VERIFY, title)
    see(page, "已重新粘牢，周边一并检查过。")
    page.check("input[name=ok][value=yes]")
    main_button(page)
    see(page)
    waits_for(town, VERIFY, title, "", "supervisor1 supervisor2")
    assert town.stage.one(tables.finding, "state") == "verified"
    verify(town.engines)


@pytest.mark.nightly
def test_a_letter_for_the_office_alone_is_answered_from_the_desk(small_town):
    town = small_town
    page = town.phone("resident1")
    page.goto(f"{town.base}/private/new")
    page.fill("#title", "楼上半夜有声响")
    page.fill("#body", "想请社区帮忙问一问。")
    main_button(page)
    see(page, "楼上半夜有声响")
    waits_for(town, LETTER, "", "clerk1", "supervisor1 committee1 resident1")
    page = taken(town, "clerk1", LETTER, desk="desk/today")
    see(page, "想请社区帮忙问一问。")
    page.fill("#answer", "昨晚已上门说过，十点以后不再搬东西。")
    main_button(page)
    see(page, "十点以后不再搬东西")
    assert not lines(town, "clerk1", LETTER, desk="desk/today").count()
    page = town.phone("resident1")
    page.goto(f"{town.base}/private")
    page.click("main a:has-text('楼上半夜有声响')")
    see(page, "十点以后不再搬东西")
    verify(town.engines)
