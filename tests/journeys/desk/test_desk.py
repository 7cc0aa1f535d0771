"""At the desk, in Chromium at 375 px with large type: a proposal co-signed half on paper; during
its vote a lost authenticator is replaced by two people and a wrong roster row is put right; both
stand on the certificate. Then a flood, a personal attack and a duplicate, and somebody who asks to
be erased.
"""

import os
import re
import subprocess
import sys

import pytest

from deliberation.accounts.factors import making
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import merging, support, thread
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.demo import cast
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from tests.conftest import ROOT
from tests.journeys.test_whole_cycle import submit

pytestmark = pytest.mark.browser


def large(page):
    """The same phone with large type."""
    page.context.add_cookies([{"name": "elder", "value": "1", "url": page.url.split("/jiahe")[0]}])
    return page


def residents(town, n: int) -> list[str]:
    """Residents without an account or an office."""
    with town.engines.read_connection() as conn:
        taken = {r.person_id for r in conn.execute(tables.office.select())}
        return [
            r.person_id
            for r in conn.execute(tables.person.select())
            if r.standing == "adult"
            and r.lives_here
            and r.joined_at is None
            and r.person_id not in taken
        ][:n]


def test_half_on_paper_and_a_lost_authenticator(town):
    author = next(login for login, (_n, role) in cast.ACCOUNTS.items() if role is None)
    page = large(town.person(author))
    page.goto(f"{town.base}/proposals/new")
    page.fill("#title", "楼道里装扶手")
    page.fill("#body", "老人上下楼站不稳，请在一至三层装扶手。")
    page.click("main form button[name=then][value=submit]")
    page.wait_for_load_state()
    proposal = re.search(r"/proposals/(\w{26})", page.url)[1]
    page.context.close()

    clerk = large(town.person("clerk1"))
    for person in residents(town, 8):
        clerk.goto(f"{town.base}/desk/for/{person}/cosign/{proposal}")
        clerk.fill("#slip", "页1")
        submit(clerk)
        assert "/receipts/" in clerk.url, clerk.inner_text("main")
    signers = [
        login for login, (_n, role) in cast.ACCOUNTS.items() if role is None and login != author
    ][:2]
    for login in [*signers, "deliberator1", "representative1", "representative2"]:
        if town.stage.row(proposal).stage != "gather":
            break
        page = large(town.person(login))
        page.goto(f"{town.base}/proposals/{proposal}/cosign")
        submit(page)
        page.context.close()
    assert town.stage.row(proposal).stage == "take_up"

    carried_to_the_vote(town, proposal)

    # a representative has lost the phone: the desk reports it, a supervisor confirms, a card is
    # printed, the ballot is cast with it
    holder = accounts.by_login("representative3")
    [person] = accounts.persons_of(holder.account_id).values()
    clerk.goto(f"{town.base}/desk/people/{person}")
    clerk.click("form[action$=card] button")
    clerk.wait_for_load_state()
    assert "不能由一人单独办理" in clerk.inner_text("main")
    clerk.goto(f"{town.base}/desk/people/{person}/reset")
    clerk.fill("#reason", "手机掉进了河里。")
    clerk.check("#seen")
    submit(clerk)
    supervisor = large(town.person("supervisor1"))
    supervisor.goto(f"{town.base}/resets")
    supervisor.click("button[value=confirm]")
    supervisor.wait_for_load_state()
    clerk.goto(f"{town.base}/desk/people/{person}")
    clerk.click("form[action$=card] button")
    clerk.wait_for_load_state()
    codes = clerk.locator(".code-card .key").all_inner_texts()
    assert len(codes) == making.CARD_LENGTH
    phone = large(password_only(town, "representative3"))
    phone.fill("#factor_code", codes[0])
    phone.click("main button[type=submit]")
    phone.wait_for_url(lambda url: "sign-in" not in url and "give-code" not in url)
    phone.goto(f"{town.base}/inbox")
    assert "两人共同解除" in phone.inner_text("main")
    phone.goto(f"{town.base}/proposals/{proposal}/cast-ballot")
    phone.click("button[name=choice][value=for]")
    submit(phone)
    assert phone.url.endswith("/receipt") and "是，刚刚核对过" in phone.inner_text("main")

    # the roster has another representative's name wrong: it is put right, the frozen roll stays as
    # it was
    [wrong] = accounts.persons_of(accounts.by_login("representative4").account_id).values()
    frozen = rows(town, tables.roll_entry, person_id=wrong)
    clerk.goto(f"{town.base}/desk/people/{wrong}/correct")
    clerk.fill("#new_name", "何玉美")
    clerk.fill("#happened_on", town.stage.today())
    clerk.fill("#reason", "身份证上是美字，登记时写错了。")
    submit(clerk)
    text = clerk.inner_text("main")
    assert (
        "何玉美" in clerk.inner_text("h1")
        and "身份证上是美字" in text
        and "在已冻结的名单上，名单不变" in text
    )
    assert rows(town, tables.roll_entry, person_id=wrong) == frozen

    for login in ("representative1", "representative2", "representative4"):
        town.stage.act(
            cast.ACCOUNTS[login][0],
            resolve.CastBallot(act_id=new_id(), subject_id=proposal, choice="for"),
        )
    town.to_due(proposal)
    supervisor.goto(f"{town.base}/proposals/{proposal}/certify")
    checks = {
        row.locator("th").inner_text(): row.locator("td").all_inner_texts()
        for row in supervisor.locator("table.numbers").first.locator("tr").all()
    }
    assert checks["期间在窗口或服务器上解除的第二道验证"][0] == "1", checks
    assert checks["公示以来名册条目的变动（选民名单保持冻结时的样子）"][0] == "1", checks
    verify(town.engines)


def carried_to_the_vote(town, proposal: str) -> None:
    """The steps between, by the same acts without the browser: another journey walks them."""
    at = {"subject_id": proposal}
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
    town.to_due(proposal)
    assert town.stage.row(proposal).stage == "vote"


def password_only(town, login: str):
    """A phone at the question for the second factor."""
    phone = town.browser.new_context(
        viewport={"width": 375, "height": 720}, locale="zh-CN"
    ).new_page()
    phone.set_default_timeout(8000)
    phone.goto(f"{town.base}/sign-in")
    phone.fill("#login", login)
    phone.fill("#password", PASSWORD)
    phone.click("main button[type=submit]")
    return phone


def rows(town, table, **where):
    with town.engines.read_connection() as conn:
        return conn.execute(table.select().filter_by(**where)).all()


@pytest.mark.served
@pytest.mark.nightly
def test_a_flood_an_attack_a_duplicate_and_somebody_erased(town):
    first, second = (
        town.stage.act(
            town.stage.people[i],
            propose.Draft(act_id=new_id(), title=title, body="请在门口装一盏灯。"),
        ).subject_id
        for i, title in ((21, "门口装灯"), (22, "单元门口装一盏灯"))
    )
    for i, p in ((21, first), (22, second)):
        town.stage.act(town.stage.people[i], propose.Submit(act_id=new_id(), subject_id=p))

    # a flood: the twenty-first contribution within the hour is refused and kept on the form
    flooder = town.stage.people[20]
    for n in range(20):
        town.stage.act(flooder, thread.Comment(act_id=new_id(), subject_id=first, body=f"刷屏 {n}"))
    page = large(town.person("resident1"))
    page.goto(f"{town.base}/proposals/{first}/comment")
    page.fill("#body", "第二十一条")
    submit(page)
    assert "一小时内" in page.inner_text("main") and page.input_value("#body") == "第二十一条"
    assert len(rows(town, tables.comment, subject_id=first)) == 20

    # an attack: reported by a neighbour, hidden by the desk with a reason; the stub and the public
    # log stay, the words are gone from view
    town.stage.act(
        town.stage.people[23],
        thread.Comment(act_id=new_id(), subject_id=first, body="你们单元的人都是骗子"),
    )
    [attack] = [c for c in rows(town, tables.comment, subject_id=first) if "骗子" in c.body]
    neighbour = large(town.person("resident3"))
    neighbour.goto(f"{town.base}/proposals/{first}/report-comment/{attack.comment_id}")
    neighbour.check("input[name=reason][value=personal_attack]")
    submit(neighbour)
    clerk = large(town.person("clerk1"))
    clerk.goto(f"{town.base}/proposals/{first}/hide-comment/{attack.comment_id}")
    clerk.check("input[name=reason][value=personal_attack]")
    submit(clerk)
    neighbour.goto(f"{town.base}/proposals/{first}/discussion")
    assert "骗子" not in neighbour.inner_text("main")
    neighbour.goto(f"{town.base}/moderation")
    assert "人身攻击" in neighbour.inner_text("main")
    author = large(town.person("resident4"))
    author.goto(f"{town.base}/inbox")
    assert "隐藏" in author.inner_text("main")

    # a duplicate: the council asks to merge, its author agrees, and only who agrees moves along
    for i in (24, 25):
        town.stage.act(town.stage.people[i], support.Cosign(act_id=new_id(), subject_id=second))
    for who in (0, 5, 6):
        town.stage.act(who, support.Cosign(act_id=new_id(), subject_id=second))
    assert town.stage.row(second).stage == "take_up"
    council = large(town.person("deliberator1"))
    council.goto(f"{town.base}/proposals/{second}/ask-merge")
    row = town.stage.row(first)
    council.fill("#into", f"{row.number_year}-{row.number:03d}")
    submit(council)
    assert town.stage.row(second).merge_until is not None, council.inner_text("main")
    neighbour.goto(f"{town.base}/proposals/{second}/agree-merge")
    submit(neighbour)
    town.stage.act(town.stage.people[24], merging.AgreeMerge(act_id=new_id(), subject_id=second))
    town.pass_days(8)
    assert (town.stage.row(second).stage, town.stage.row(second).ending) == ("closed", "merged")
    moved = {r.person_id for r in rows(town, tables.cosignature, proposal_id=first)}
    assert town.stage.people[24] in moved and town.stage.people[25] not in moved
    for p, words in ((first, "门口装灯"), (second, "单元门口装一盏灯")):
        neighbour.goto(f"{town.base}/proposals/{p}")
        assert words in neighbour.inner_text("h1")

    # somebody asks to be erased: the desk erases what they wrote; the record verifies, the page
    # shows no word of it
    page.goto(f"{town.base}/my-entry")
    page.check("input[name=wish][value=erase]")
    page.fill("#body", "请删除我写过的内容。")
    submit(page)
    clerk.goto(f"{town.base}/desk/people/{flooder}/erase")
    clerk.check("#sure")
    submit(clerk)
    assert "已删除" in clerk.inner_text("body")
    page.goto(f"{town.base}/proposals/{first}/discussion")
    assert "刷屏" not in page.inner_text("main")
    found = subprocess.run(
        [sys.executable, "-m", "deliberation", "verify"],
        env={**os.environ, **town.env},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0 and "all right" in found.stdout, found.stderr
