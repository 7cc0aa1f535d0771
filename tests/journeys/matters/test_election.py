"""An election in Chromium at 375 px: the desk calls it, people stand and are looked at, the list
hangs, supervisors are elected in two rounds, and the confirmation gives them their office.
"""

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.demo import cast
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser
MEETING = (5, 6, 7, 8, 9, 10)


def stand(town, login: str, proposal: str, woman: bool) -> None:
    """One person on their phone: stands, and says what for."""
    page = town.person(login)
    page.goto(f"{town.base}/proposals/{proposal}/nominate")
    page.check("#own")
    submit(page)
    page.click("a[href*='/answer-nomination/']")
    page.check("input[name=accepts][value=yes]")
    page.check(f"input[name=woman][value={'yes' if woman else 'no'}]")
    page.fill("#statement", "看得懂账，愿意常到现场。")
    submit(page)
    assert cast.name(cast.ACCOUNTS[login][0]) in page.inner_text("#candidates")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.context.close()


def ballots(town, proposal: str, chosen: dict[int, tuple[int, ...]]) -> None:
    """Each voter for those of these places on the paper, against the others."""
    round_no = town.stage.row(proposal).round_no
    with town.engines.read_connection() as conn:
        many = len(
            [
                r
                for r in conn.execute(tables.round_option.select())
                if (r.proposal_id, r.round_no) == (proposal, round_no)
            ]
        )
    for who, places in chosen.items():
        town.stage.act(
            who,
            resolve.CastBallot(
                act_id=new_id(),
                subject_id=proposal,
                choice=",".join(
                    f"{n}={'for' if n in places else 'against'}" for n in range(1, many + 1)
                ),
            ),
        )


def test_from_the_call_to_the_office(town):
    clerk = town.person("clerk1")
    clerk.goto(f"{town.base}/elections")
    clerk.click("a[href*='election_supervisors/call']")
    clerk.fill("#title", "推选居务监督委员会")
    clerk.fill("#body", "由居民代表会议推选，三名。")
    clerk.fill("#member", "3")
    submit(clerk)
    proposal = clerk.url.split("/proposals/")[1].split("?")[0]
    for login, woman in (
        ("resident1", True),
        ("resident2", False),
        ("resident3", False),
        ("resident4", True),
    ):
        stand(town, login, proposal, woman)
    town.to_due(proposal)
    clerk.goto(f"{town.base}/proposals/{proposal}")
    clerk.locator("a[href*='/vet-candidate/']").first.click()
    clerk.check("input[name=verdict][value=accepted]")
    if clerk.locator("#factor_code").count():
        clerk.fill("#factor_code", town.code("clerk1"))
    submit(clerk)
    town.to_due(proposal)
    at = {"subject_id": proposal}
    town.stage.act(
        17,
        inform.DeclareEffect(
            act_id=new_id(), **at, legal_effect="binding_by_charter", document="推选会议记录"
        ),
    )
    town.stage.act(
        17,
        inform.PostProof(
            act_id=new_id(),
            **at,
            purpose="notice",
            posted_on=town.stage.today(),
            place="东门居务公开栏",
        ),
    )
    town.to_due(proposal)
    ballots(town, proposal, {i: (1, 2) if i < 9 else (3,) for i in MEETING})
    town.to_due(proposal)
    clerk.goto(f"{town.base}/proposals/{proposal}")
    assert "当选" in clerk.inner_text("main") and clerk.locator("figure svg").count() == 1
    assert clerk.evaluate("document.documentElement.scrollWidth") <= 375
    clerk.goto(f"{town.base}/proposals/{proposal}/call-second-round")
    if clerk.locator("#factor_code").count():
        clerk.fill("#factor_code", town.code("clerk1"))
    submit(clerk)
    town.to_due(proposal)
    ballots(town, proposal, {5: (1,), 6: (1,), 7: ()})
    while town.stage.row(proposal).stage != "carry_out":
        town.to_due(proposal)
    clerk.goto(f"{town.base}/proposals/{proposal}/confirm-election")
    assert clerk.locator("main ul.rows li").count() == 3
    clerk.fill("#document", "选举委员会确认书 1 号")
    if clerk.locator("#factor_code").count():
        clerk.fill("#factor_code", town.code("clerk1"))
    submit(clerk)
    clerk.goto(f"{town.base}/bodies")
    said = clerk.inner_text("main")
    assert all(cast.name(i) in said for i in (20, 21, 22)) and "当选：" in said
    assert clerk.evaluate("document.documentElement.scrollWidth") <= 375
    verify(town.engines)
