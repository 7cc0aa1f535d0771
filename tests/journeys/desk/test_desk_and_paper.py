"""Nobody needs a phone to say where the money goes, in Chromium at 375 px: in one budget round
somebody votes at the desk, two on paper entered twice with a difference decided, somebody online;
each of them is counted once.
"""

from datetime import timedelta

import pytest

from deliberation import clock
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts.fund import OpenBudgetRound, ProposeProject
from deliberation.cycle.resolve.acts import paper as paper_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.suggest.acts.fund import CheckProject
from deliberation.demo import cast
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.desk.test_desk import rows
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser
PROJECTS = (("长椅", 3_000_000), ("路灯", 5_000_000), ("凉亭", 6_000_000))
AT_DESK, ON_PAPER, ONLINE = 5, (6, 7), 8


@pytest.fixture(autouse=True)
def second_clerk(monkeypatch):
    """The second clerk of the demo has an account here."""
    monkeypatch.setitem(cast.ACCOUNTS, "clerk2", (18, "clerk"))


def to_the_ballot(town) -> str:
    """A round up to its ballot by the representatives, by acts: another journey walks them."""
    stage = town.stage
    ends = (clock.now() + timedelta(days=20, hours=8)).date().isoformat()
    p = stage.act(
        10,
        OpenBudgetRound(
            act_id=new_id(),
            title="社区保障资金",
            body="改善公共空间。",
            budget=10_000_000,
            phase="budget_reps",
            form="approve",
            rule="greedy/1",
            call_ends_on=ends,
        ),
    ).subject_id
    for i, (title, cost) in enumerate(PROJECTS):
        stage.act(
            20 + i,
            ProposeProject(
                act_id=new_id(), subject_id=p, title=title, body="两家报价。", cost=cost
            ),
        )
    town.to_due(p)
    for option in rows(town, tables.ballot_option, proposal_id=p):
        stage.act(
            3,
            CheckProject(
                act_id=new_id(),
                subject_id=p,
                option_id=option.option_id,
                verdict="accepted",
                cost=option.cost,
            ),
        )
    stage.act(
        3, suggest.Recommend(act_id=new_id(), subject_id=p, verdict="support", reasons="合理。")
    )
    stage.act(
        14,
        study.RecordStudy(
            act_id=new_id(), subject_id=p, held_on=stage.today(), result="agree", opinion="同意。"
        ),
    )
    stage.act(17, legality.ReviewLegality(act_id=new_id(), subject_id=p, result="clean"))
    stage.act(
        17,
        inform.PostProof(
            act_id=new_id(),
            subject_id=p,
            purpose="notice",
            posted_on=stage.today(),
            place="东门居务公开栏",
        ),
    )
    town.to_due(p)
    assert stage.row(p).stage == "vote"
    return p


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= 375


@pytest.mark.nightly
def test_at_the_desk_on_paper_and_online_each_is_counted_once(town):
    p = to_the_ballot(town)
    who = [town.stage.people[i] for i in range(20)]
    titles = {o.option_id: o.title for o in rows(town, tables.ballot_option, proposal_id=p)}
    number = {
        titles[o.option_id]: str(o.option_no)
        for o in rows(town, tables.round_option, proposal_id=p)
    }
    for i in ON_PAPER:
        town.stage.act(17, paper_acts.IssuePaper(act_id=new_id(), subject_id=p, person_id=who[i]))

    # at the desk: the same paper, read aloud in words, confirmed with the voter's own code
    clerk = town.person("clerk1")
    clerk.goto(f"{town.base}/desk/for/{who[AT_DESK]}")
    clerk.click(f"main a[href$='/cast-ballot/{p}']")
    clerk.wait_for_load_state()
    assert clerk.locator("fieldset.ballot input[type=checkbox]").count() == 4 and fits(clerk)
    clerk.check(f"fieldset.ballot input[value='{number['长椅']}']")
    clerk.check(f"fieldset.ballot input[value='{number['路灯']}']")
    submit(clerk)
    assert (
        "签字单编号" in clerk.inner_text(".errors")
        and clerk.locator("fieldset.ballot input:checked").count() == 2
    )
    clerk.fill("#slip", "票 1")
    submit(clerk)
    assert (
        "读给本人听" in clerk.inner_text("main")
        and "长椅" in clerk.inner_text(".said")
        and "路灯" in clerk.inner_text(".said")
        and fits(clerk)
    )
    clerk.check("#read_back")
    clerk.fill("#witness_code", town.code("representative1"))
    submit(clerk)
    assert "/receipts/" in clerk.url and "路灯" not in clerk.inner_text("main")

    # on paper: the first entry by the keys alone; Enter only checks
    clerk.goto(f"{town.base}/desk/paper/{p}/batch?sheets=2")
    clerk.focus("#serial1")
    for key in ("1", "Tab", *["Tab"] * (int(number["路灯"]) - 1), "Space"):
        clerk.keyboard.press(key)
    clerk.focus("#serial1")
    clerk.keyboard.press("Enter")
    clerk.wait_for_selector(".notice-box")
    assert (
        "还没有保存" in clerk.inner_text("main")
        and clerk.evaluate("document.activeElement.id") == "serial2"
        and fits(clerk)
    )
    assert clerk.is_checked(f"input[name=s1-q1][value='{number['路灯']}']")
    clerk.fill("#serial2", "2")
    clerk.check(f"input[name=s2-q1][value='{number['凉亭']}']")
    submit(clerk)
    assert not rows(town, tables.ballot, proposal_id=p, voter_id=who[ON_PAPER[0]])

    # the second one in lines, by somebody else, a scrutineer beside them; it says something else of
    # no. 2
    other = town.person("clerk2")
    other.goto(f"{town.base}/desk/paper/{p}")
    other.click("main a[href*='/batch/']")
    other.fill("#sheets", "2")
    other.check("input[name=how][value=typed]")
    other.click("main form button.btn-main")
    other.wait_for_load_state()
    other.fill("#serial1", "1")
    other.fill("#choice1", number["路灯"])
    other.fill("#serial2", "2")
    other.fill("#choice2", "9")
    other.select_option("#witness_id", who[11])
    code = town.code("supervisor1")
    other.fill("#witness_code", code)
    submit(other)
    assert (
        "第 2 张" in other.inner_text(".errors")
        and other.input_value("#choice2") == "9"
        and fits(other)
    )
    other.fill("#choice2", f"{number['凉亭']}，{number['路灯']}")
    other.fill("#witness_code", code)
    submit(other)
    assert (
        other.url.endswith("/differences")
        and "凉亭" in other.inner_text("main table")
        and fits(other)
    )

    scrutineer = town.person("supervisor2")
    scrutineer.goto(other.url)
    scrutineer.check(f"input[name=decide1][value='{number['凉亭']}']")
    submit(scrutineer)
    assert "计入" in scrutineer.inner_text("main")

    # online
    voter = town.person("representative4")
    voter.goto(f"{town.base}/proposals/{p}/cast-ballot")
    voter.check(f"fieldset.ballot input[value='{number['路灯']}']")
    submit(voter)
    submit(voter)
    assert voter.url.endswith("/receipt")

    town.to_due(p)
    assert {b.voter_id: b.choice for b in rows(town, tables.ballot, proposal_id=p)} == {
        who[AT_DESK]: ",".join(sorted((number["长椅"], number["路灯"]))),
        who[ON_PAPER[0]]: number["路灯"],
        who[ON_PAPER[1]]: number["凉亭"],
        who[ONLINE]: number["路灯"],
    }
    [counted] = rows(town, tables.vote_round, proposal_id=p)
    assert (counted.present, counted.outcome) == (4, "passed")
    voter.goto(f"{town.base}/proposals/{p}")
    said = " ".join(voter.inner_text("#result").split())
    assert (
        "路灯 ¥50,000 3 票" in said and "凉亭 ¥60,000 1 票" in said and "长椅 ¥30,000 1 票" in said
    ), said
    won = [
        titles[o.option_id]
        for o in sorted(rows(town, tables.round_option, proposal_id=p), key=lambda o: o.place or 0)
        if o.place
    ]
    assert won[0] == "路灯"
    verify(town.engines)
