"""委托投票, in Chromium at 375 px: given on paper at the desk, listed for those on the roll, cast
by the holder bound to the wish, and seen by the same people after the close.
"""

import pytest

from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.propose.acts import support
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write.answers.people.groups import groups_of
from tests.journeys.desk.test_desk import large, rows
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser
HOLDER = 5  # representative1, who lives in the estate like everybody else


def neighbours(town) -> tuple[str, list[str]]:
    """The holder's estate, and adults of it without an office."""
    [estate] = [
        g.group_id
        for g in rows(town, tables.residents_group, community_id=town.stage.id, parent_id=None)
        if g.group_id in of(town, town.stage.people[HOLDER])
    ][:1]
    return estate, [a for a in town.stage.adults if estate in of(town, a)]


def of(town, person: str) -> frozenset[str]:
    with town.engines.read_connection() as conn:
        return groups_of(conn, town.stage.id, person)


def in_notice(town, estate: str, people: list[str]) -> str:
    from deliberation.cycle.inform.acts import notice as inform
    from deliberation.cycle.propose.acts import council as council_acts
    from deliberation.cycle.suggest.acts import council as suggest
    from deliberation.cycle.suggest.acts import legality, study

    p = town.stage.act(
        people[0],
        propose.Draft(
            act_id=new_id(), title="东门加装休息椅", body="在东门加装三把休息椅。", group_id=estate
        ),
    ).subject_id
    at = {"subject_id": p}
    town.stage.act(people[0], propose.Submit(act_id=new_id(), **at))
    for who in people[1:11]:
        town.stage.act(who, support.Cosign(act_id=new_id(), **at, version_no=1))
    town.stage.act(0, council_acts.TakeUp(act_id=new_id(), **at))
    town.stage.act(
        3, suggest.Recommend(act_id=new_id(), **at, verdict="support", reasons="方便老人。")
    )
    town.stage.act(
        14,
        study.RecordStudy(
            act_id=new_id(), **at, held_on=town.stage.today(), result="agree", opinion="同意。"
        ),
    )
    town.stage.act(17, legality.ReviewLegality(act_id=new_id(), **at, result="clean"))
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
    assert town.stage.row(p).stage == "notice"
    return p


@pytest.mark.nightly
def test_given_at_the_desk_listed_cast_and_seen_after_the_close(town):
    estate, people = neighbours(town)
    proposal = in_notice(town, estate, people)
    principal, name = people[2], {r.person_id: r.name for r in rows(town, tables.person)}
    holder = town.stage.people[HOLDER]

    # everybody reads how many would be on the roll if it were frozen now, and no name
    visitor = town.browser.new_context(
        viewport={"width": 375, "height": 720}, locale="zh-CN"
    ).new_page()
    visitor.goto(f"{town.base}/proposals/{proposal}/roll")
    text = visitor.inner_text("main")
    assert "如果现在固定" in text and not any(n and n in text for n in (*name.values(), "**"))
    # whoever is on it sees their own entry, and the others masked, but for people in office
    resident = large(town.person("representative1"))
    resident.goto(f"{town.base}/proposals/{proposal}/roll")
    assert "您会列入名单" in resident.inner_text("#mine")
    text = resident.inner_text("main")
    assert name[principal] not in text and name[holder] in text

    # at the desk, from the paper both signed
    clerk = town.person("clerk1")
    clerk.goto(f"{town.base}/desk/for/{principal}/grant-proxy/{proposal}/slip")
    assert "委托投票书" in clerk.inner_text("body")
    clerk.goto(f"{town.base}/desk/for/{principal}/grant-proxy/{proposal}")
    clerk.fill("#q", name[holder])
    clerk.click("form[role=search] button")
    clerk.check(f"input[name=holder_id][value='{holder}']")
    clerk.check("input[name=instruction][value=against]")
    clerk.check("#both")
    clerk.fill("#slip", "委 3")
    submit(clerk)
    assert "/receipts/" in clerk.url, clerk.inner_text("main")
    assert [r.state for r in rows(town, tables.proxy)] == ["accepted"]

    # the list is for those on the roll, its number for everybody, the wish for nobody else
    visitor.goto(f"{town.base}/proposals/{proposal}/proxies")
    assert visitor.inner_text("#list p") == "有 1 人委托别人代投。"
    resident.goto(f"{town.base}/proposals/{proposal}/proxies")
    text = resident.inner_text("#list")
    assert f"{name[principal][0]}**" in text and name[holder] in text
    assert "书面委托" in text and "反对" not in text

    # in the vote the holder casts both, the other one as it was wished
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"
    resident.goto(f"{town.base}/proposals/{proposal}")
    assert "您还替 1 人投票" in resident.inner_text("main")
    resident.click("a[href*=cast-for]")
    resident.wait_for_load_state()
    assert resident.locator("button[name=choice]").count() == 1
    resident.click("button[name=choice][value=against]")
    submit(resident)
    assert resident.url.endswith("/proxies"), resident.inner_text("main")
    resident.goto(f"{town.base}/proposals/{proposal}/cast-ballot")
    assert "您还替 1 人投票" in resident.inner_text("main")
    resident.click("button[name=choice][value=for]")
    submit(resident)
    assert {(r.voter_id, r.choice) for r in rows(town, tables.ballot)} == {
        (principal, "against"),
        (holder, "for"),
    }

    for who in people[3:]:
        town.stage.act(who, resolve.CastBallot(act_id=new_id(), subject_id=proposal, choice="for"))
    town.to_due(proposal)
    visitor.goto(f"{town.base}/proposals/{proposal}")
    assert name[holder] not in visitor.inner_text("#result")
    resident.goto(f"{town.base}/proposals/{proposal}")
    # The names of this roll are shown to nobody: neither is how each voted, nor a way to it.
    assert resident.locator("#result a:has-text('各人怎么投的')").count() == 0
    resident.goto(f"{town.base}/proposals/{proposal}/who-voted-how")
    voted = resident.inner_text("section.c-resolve")
    assert "代投" not in voted and name[principal][0] + "*" not in voted
    supervisor = town.person("supervisor1")
    supervisor.goto(f"{town.base}/proposals/{proposal}/certify")
    checks = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in supervisor.locator("table.numbers").first.locator("tr").all()
    }
    assert checks["委托投票的票数"][0] == "1", checks
    verify(town.engines)
