"""On paper and online at once, in Chromium at 375 px on PostgreSQL: two clerks at two desks hand
out ballots, one voter changes her mind and votes online, the piles are entered twice with a
scrutineer's code, a difference is decided, and the protocol of the count adds up.
"""

import re

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.demo import cast
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.test_whole_cycle import submit

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.nightly]


@pytest.fixture(autouse=True)
def second_clerk(monkeypatch):
    """The second clerk of the demo has an account here."""
    monkeypatch.setitem(cast.ACCOUNTS, "clerk2", (18, "clerk"))


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


def to_the_vote(town) -> str:
    """A proposal up to its vote, by the same acts without the browser: another journey walks
    them.
    """
    stage = town.stage
    at = {
        "subject_id": stage.act(
            20, propose.Draft(act_id=new_id(), title="楼道里装扶手", body="一至三层装扶手。")
        ).subject_id
    }
    stage.act(20, propose.Submit(act_id=new_id(), **at))
    for person in [p for p in stage.adults if p != stage.people[20]][:10]:
        stage.act(
            person,
            support.Cosign(
                act_id=new_id(), **at, version_no=stage.row(at["subject_id"]).version_no
            ),
        )
    stage.act(0, council_acts.TakeUp(act_id=new_id(), **at))
    stage.act(3, suggest.Recommend(act_id=new_id(), **at, verdict="support", reasons="方便老人。"))
    if stage.row(at["subject_id"]).study_state == "pending":
        stage.act(
            14,
            study.RecordStudy(
                act_id=new_id(), **at, held_on=stage.today(), result="agree", opinion="同意。"
            ),
        )
    stage.act(17, legality.ReviewLegality(act_id=new_id(), **at, result="clean"))
    stage.act(
        17,
        inform.PostProof(
            act_id=new_id(), **at, purpose="notice", posted_on=stage.today(), place="东门居务公开栏"
        ),
    )
    town.to_due(at["subject_id"])
    assert stage.row(at["subject_id"]).stage == "vote"
    return at["subject_id"]


def hand_out(page, desk: str, i: int) -> None:
    """Find the voter by name, hand out, and stand before the printed ballot: three screens."""
    page.goto(f"{desk}?q={cast.name(i)}")
    page.click("a[href*='/issue/']")
    submit(page)


def lines(page, *entries: tuple[int, str]) -> None:
    for n, (serial, choice) in enumerate(entries, 1):
        page.fill(f"#serial{n}", str(serial))
        page.select_option(f"#choice{n}", choice)


def test_two_clerks_paper_and_online(town):
    proposal = to_the_vote(town)
    desk = f"{town.base}/desk/paper/{proposal}"
    one, two = town.person("clerk1"), town.person("clerk2")
    one.goto(f"{town.base}/proposals/{proposal}")
    one.click("main a[href*='/desk/paper/']")
    one.wait_for_load_state()
    assert one.url == desk

    # both desks stand before the same voter; the later one is refused, with the reason
    for page in (one, two):
        page.goto(f"{desk}?q={cast.name(5)}")
        page.click("a[href*='/issue/']")
        page.wait_for_load_state()
    submit(one)
    assert (
        re.search(r"/print/1$", one.url)
        and "1 号票" in one.inner_text("main")
        and one.locator(".qr-frame svg").count() == 1
    )
    submit(two)
    assert "纸质选票" in two.inner_text(".errors") and "1 号" in two.inner_text(".errors")
    hand_out(two, desk, 6)
    hand_out(one, desk, 7)
    hand_out(two, desk, 8)
    with town.engines.read_connection() as conn:
        assert sorted(
            (r.serial, r.voter_id) for r in conn.execute(tables.paper_ballot.select())
        ) == [(n, town.stage.people[4 + n]) for n in (1, 2, 3, 4)]

    # representative2 holds no. 2: online she is told so, gives it back unmarked, and votes on her
    # phone
    voter = town.person("representative2")
    voter.goto(f"{town.base}/proposals/{proposal}")
    assert (
        "纸质选票（2 号）" in voter.inner_text("main")
        and voter.locator("main a[href$='/cast-ballot']").count() == 0
    )
    two.goto(f"{desk}/ballot/2")
    two.check("input[name=cause][value=unused]")
    submit(two)
    voter.goto(f"{town.base}/proposals/{proposal}/cast-ballot")
    voter.click("button[name=choice][value=for]")
    submit(voter)
    assert voter.url.endswith("/receipt")

    # no. 3 is spoiled: void, and no. 5 in its place
    one.goto(f"{desk}/ballot/3")
    one.check("input[name=cause][value=spoiled]")
    one.check("input[name=replace]")
    submit(one)
    assert re.search(r"/print/5$", one.url)

    # the pile is entered at one desk, and at the other again with a scrutineer beside it: one line
    # differs
    one.goto(f"{desk}/batch?sheets=3")
    lines(one, (1, "for"), (4, "against"), (5, "for"))
    submit(one)
    two.goto(desk)
    two.click("main a[href*='/batch/']")
    two.fill("#sheets", "3")
    two.click("main form button")
    two.wait_for_load_state()
    assert two.locator("[id^=serial][value='1']").count() == 0, (
        "the second entry does not see the first"
    )
    lines(two, (5, "for"), (1, "for"), (4, "for"))
    two.select_option("#witness_id", town.stage.people[11])
    two.fill("#witness_code", town.code("supervisor1"))
    submit(two)
    table = two.inner_text("main table")
    assert (
        two.url.endswith("/differences")
        and "第 4 号" in table
        and "反对" in table
        and "赞成" in table
        and "第 1 号" not in table
    )
    assert two.locator("main form").count() == 0, "a clerk does not decide it"
    scrutineer = town.person("supervisor2")
    scrutineer.goto(two.url)
    scrutineer.check("input[name=decide1][value=against]")
    submit(scrutineer)
    assert "计入" in scrutineer.inner_text("main")

    # everybody else online, the window closes, the count is made at once because nothing is out
    town.stage.act(9, resolve.CastBallot(act_id=new_id(), subject_id=proposal, choice="for"))
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "publish"
    scrutineer.goto(f"{town.base}/proposals/{proposal}")
    result = scrutineer.inner_text("#result")
    assert "5 = 3 + 1 + 1 + 0" in result and "计票记录" in result
    scrutineer.goto(f"{town.base}/proposals/{proposal}/certify")
    checks = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in scrutineer.locator("table.numbers").first.locator("tr").all()
    }
    assert next(v for k, v in checks.items() if "纸质选票" in k) == ["5", "没有问题"], checks
    scrutineer.goto(f"{town.base}/proposals/{proposal}/print/protocol")
    protocol = scrutineer.inner_text("main")
    assert (
        "监票人" in protocol
        and re.search(r"发出纸质选票\s*5\s*收回\s*3", protocol)
        and re.search(r"赞成\s*4\s*反对\s*1", protocol)
    ), protocol
    assert scrutineer.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
    verify(town.engines)
