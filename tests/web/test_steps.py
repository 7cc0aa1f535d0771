"""Every routine step of every role in at most three screens, from the page where signing in ends,
by links and buttons that stand there.

A screen is a page on which something is pressed; what is shown when the step is done (receipt,
proposal) is none. docs/steps.md is the table this test keeps true.
"""

import html
import re

import pytest

from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts import objection
from deliberation.desk.acts.resets import AskReset
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.roster.acts import asking
from tests.conftest import ROOT
from tests.cycle.matters import rounds, test_covenant, test_fund, test_tasks
from tests.cycle.resolve import test_paper
from tests.site import LOGINS

MOST = 3
TABLE = ROOT / "docs" / "steps.md"


def at(p):
    return {"act_id": new_id(), "subject_id": p}


class Walk:
    """Somebody just signed in: what they see, and on how many screens they have pressed
    something.
    """

    def __init__(self, site, role: str) -> None:
        self.client, self.role, self.screens = site.client(role), role, 1
        self._open(site.landed[role])

    def _open(self, address: str) -> None:
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, (address, answer.status_code)
        self.at, self.page = answer.request.path, answer.data.decode()

    def tap(self, ending: str) -> None:
        """A link of this page whose address ends so."""
        links = [html.unescape(x) for x in re.findall(r'<a[^>]*href="([^"]+)"', self.page)]
        found = [x for x in links if x.partition("#")[0].endswith(ending)]
        assert found, (self.at, ending, links)
        self._open(found[0])
        self.screens += 1

    def find(self, action: str, text: str) -> None:
        """A search field of this page."""
        forms = [
            f
            for f in re.findall(r"<form[^>]*>", self.page)
            if 'role="search"' in f and action in (f if "action=" in f else self.at)
        ]
        assert forms, (self.at, action)
        said = re.search(r'action="([^"]+)"', forms[0])
        self._open(f"{html.unescape(said[1]) if said else self.at}?q={text}")
        self.screens += 1

    def ask(self, field: str, text: str) -> None:
        """A field of this page that only asks for the next one."""
        assert 'method="get"' in self.page and f'name="{field}"' in self.page, (self.at, field)
        self._open(f"{self.at}?{field}={text}")
        self.screens += 1

    def press(self, **fields: str) -> None:
        """Send the form of this page; a page that asks to look once more is a screen of its own."""
        [form] = [
            f
            for f in re.findall(r'<form[^>]*method="post".*?</form>', self.page, re.S)
            if 'name="act_id"' in f or len(re.findall('<textarea|<select|type="radio"', f))
        ][:1]
        hidden = {
            n: html.unescape(v)
            for n, v in re.findall(
                r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form
            )
        }
        hidden |= {
            n: html.unescape(v)
            for n, v in re.findall(
                r'<input(?=[^>]*type="hidden")[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form
            )
        }
        answer = self.client.post(self.at, data=hidden | fields)
        if answer.status_code == 200 and 'name="confirmed"' in answer.data.decode():
            self.page, self.screens = answer.data.decode(), self.screens + 1
            return self.press()
        said = re.findall(
            r'class="[^"]*(?:errors|error)[^"]*"[^>]*>(.*?)</', answer.data.decode(), re.S
        )
        assert answer.status_code == 303, (self.role, self.at, answer.status_code, said)
        return None


def step(words: str, role: str):
    """One row of the table: who, what; the function reaches the state, walks, and leaves the
    walk.
    """

    def keep(walk):
        STEPS.append((role, words, walk))
        return walk

    return keep


STEPS: list = []


@step("write a proposal and submit it", "resident")
def write(site, walk):
    w = walk()
    w.tap("/proposals/new")
    w.press(title="路灯太暗", body="东门两盏路灯不亮，请修。", then="submit")
    return w


@step("co-sign", "resident")
def cosign(site, walk):
    p = site.world.submitted()
    w = walk()
    w.tap(f"/proposals/{p}")
    w.tap("/cosign")
    w.press()
    return w


@step("join the discussion", "resident")
def comment(site, walk):
    p = site.world.submitted("林二")
    w = walk()
    w.tap(f"/proposals/{p}")
    w.tap("/comment")
    w.press(stance="for", body="支持。")
    return w


@step("object to a result", "resident")
def object_(site, walk):
    p = site.world.in_publish(who="林四")
    w = walk()
    w.tap(f"/proposals/{p}")
    w.tap("/object")
    w.press(ground="count", body="请再数一遍。")
    return w


@step("rate the result", "author")
def rate(site, walk):
    site.world.in_evaluate()
    w = walk()
    w.tap("/rate")
    w.press(score="5")
    return w


@step("answer the council", "author")
def answer_recommendation(site, walk):
    w_, p = site.world, site.world.in_advise()
    w_.act(
        "理事甲",
        suggest.Recommend(
            **at(p),
            verdict="support_with_changes",
            reasons="小改。",
            changes="社区活动室每周六、周日开放至 20:30。",
        ),
    )
    w = walk()
    w.tap("/answer-recommendation")
    w.press(accepted="yes")
    return w


@step("offer a project for the fund", "resident")
def project(site, walk):
    p = rounds.opened(site.world)
    w = walk()
    w.tap(f"/proposals/{p}")
    w.tap("/propose-project")
    w.press(title="长椅", body="两家报价。", cost="3000")
    return w


@step("ask that one’s own entry be put right", "resident")
def correction(site, walk):
    w = walk()
    w.tap("/me")
    w.tap("/my-entry")
    w.press(body="电话写错了。")
    return w


@step("vote, with the look once more", "representative")
def vote(site, walk):
    site.world.in_vote()
    w = walk()
    w.tap("/cast-ballot")
    w.press(choice="for")
    return w


@step("take no part", "representative")
def recuse(site, walk):
    p = site.world.in_vote()
    w = walk()
    w.tap(f"/proposals/{p}")
    w.tap("/recuse")
    w.press(reason="own_interest", explanation="施工方是我的公司。")
    return w


@step("take up", "deliberator")
def take_up(site, walk):
    site.world.in_take_up()
    w = walk()
    w.tap("/take-up")
    w.press()
    return w


@step("record the recommendation", "councillor")
def recommend(site, walk):
    site.world.in_advise()
    w = walk()
    w.tap("/recommend")
    w.press(verdict="support", reasons="方便居民。", changes="")
    return w


@step("check what a project costs", "councillor")
def check_project(site, walk):
    rounds.in_check(site.world)
    w = walk()
    w.tap("/check-project")
    w.tap(rounds.options(site.world, site.world.rows(tables.fund)[0].proposal_id)["长椅"].option_id)
    w.press(verdict="accepted", cost="30000", fund_reason="", reasons="")
    return w


@step("record the study", "lead")
def study(site, walk):
    site.world.in_advise()
    w = walk()
    w.tap("/record-study")
    w.press(held_on=site.world.today(), result="agree", opinion="同意。")
    return w


@step("put somebody in charge", "committee")
def assign(site, walk):
    site.world.in_carry_out()
    w = walk()
    w.tap("/assign")
    w.press(organisation_id=site.world.organisation, finish_on="2026-08-01", task="按决议办理。")
    return w


@step("decide an objection to the content", "committee")
def answer_content(site, walk):
    p = site.world.in_notice()
    site.world.act("林二", objection.Object(**at(p), ground="content", body="太吵。"))
    w = walk()
    w.tap(site.world.rows(tables.objection)[0].objection_id)
    w.press(reasons="已约定 21 点关门。", outcome="rejected")
    return w


@step("review a task", "committee")
def review(site, walk):
    p = test_tasks.in_force(site.world)
    site.world.time.to(site.world.rows(tables.task)[0].review_at)
    w = walk()
    w.tap(f"/proposals/{p}/review-task")
    w.press(verdict="continue", reasons="老人满意。")
    return w


@step("report completion", "organisation")
def finish(site, walk):
    site.world.assigned()
    w = walk()
    w.tap("/finish")
    w.press(body="已完成。", evidence="照片见公告栏。")
    return w


@step("sign the certificate", "supervisor")
def certify(site, walk):
    site.world.in_publish()
    w = walk()
    w.tap("/certify")
    w.press(ticked="posting_seen")
    return w


@step("decide an objection to the count", "supervisor")
def answer_objection(site, walk):
    p = site.world.in_publish()
    site.world.act("林二", objection.Object(**at(p), ground="count", body="请再数一遍。"))
    w = walk()
    w.tap(site.world.rows(tables.objection)[0].objection_id)
    w.press(reasons="已重新计票，结果一致。", outcome="rejected")
    return w


@step("accept the work", "supervisor")
def accept(site, walk):
    site.world.in_inspect()
    w = walk()
    w.tap("/accept")
    w.press()
    return w


@step("confirm a lost second factor", "supervisor")
def confirm_reset(site, walk):
    site.world.act(
        "窗口",
        AskReset(act_id=new_id(), person_id=site.world.person["代表甲"], reason="手机丢了"),
    )
    w = walk()
    w.tap("/resets")
    w.press(then="confirm")
    return w


@step("audit a payment", "supervisor")
def audit(site, walk):
    entry = test_fund.spend(site.world, test_fund.resolved(site.world), 100_000)
    w = walk()
    w.tap(entry)
    w.press(verdict="ok")
    return w


@step("record the legality review", "clerk")
def legality(site, walk):
    site.world.in_advise()
    w = walk()
    w.tap("/review-legality")
    w.press(result="clean")
    return w


@step("record that a notice hangs", "clerk")
def post_proof(site, walk):
    site.world.in_notice()
    w = walk()
    w.tap("/post-proof")
    w.press(posted_on=site.world.today(), place="东门公告栏")
    return w


@step("sign somebody in at the meeting", "clerk")
def attendance(site, walk):
    site.world.in_vote()
    w = walk()
    w.tap("/record-attendance")
    w.press(person_id=re.search(r'<option value="([^"]+)">\s*代表甲', w.page)[1])
    return w


@step("hand out a ballot on paper", "clerk")
def hand_out(site, walk):
    site.world.in_vote()
    w = walk()
    w.find("/desk/paper/", "代表甲")
    w.tap(f"/issue/{site.world.person['代表甲']}")
    w.press()
    return w


@step("enter a pile of ballots", "clerk")
def enter_batch(site, walk):
    p = site.world.in_vote()
    test_paper.issue(site.world, p, "代表甲")
    w = walk()
    w.tap("/batch")
    w.ask("sheets", "1")
    w.press(serial1="1", choice1="for")
    return w


@step("enter a pile the second time", "supervisor")
def enter_batch_again(site, walk):
    p = site.world.in_vote()
    test_paper.issue(site.world, p, "代表甲")
    batch = test_paper.first(site.world, p, (1, "for"))
    w = walk()
    w.tap(f"/batch/{batch}")
    w.ask("sheets", "1")  # the same lines as at the first entry, and a scrutineer's code
    assert 'name="serial1"' in w.page and 'name="witness_code"' in w.page
    return w


@step("enter for somebody at the desk", "clerk")
def enter_for(site, walk):
    p = site.world.submitted()
    w = walk()
    w.find("/desk/at-desk", "林三")
    w.tap(f"/cosign/{p}")
    w.press(slip="A-12", how="present")
    return w


@step("answer a request for a correction", "clerk")
def answer_request(site, walk):
    site.world.act("林三", asking.AskCorrection(act_id=new_id(), body="电话错了"))
    w = walk()
    w.tap(site.world.rows(tables.correction_request)[0].request_id)
    w.press(outcome="declined", answer="与身份证一致。")
    return w


@step("record the filing of the covenant", "clerk")
def file_covenant(site, walk):
    test_covenant.passed(site.world)
    w = walk()
    w.tap("/file-covenant")
    w.press(filed_on=site.world.today(), document="街道备字 3 号")
    return w


@pytest.mark.parametrize("role", LOGINS)
def test_a_routine_step_takes_at_most_three_screens(site, role):
    table, mine = (
        TABLE.read_text("utf-8"),
        [(words, reach) for who, words, reach in STEPS if who == role],
    )
    assert mine, role
    for words, reach in mine:
        walked = reach(site, lambda: Walk(site, role))
        assert walked.screens <= MOST, (words, walked.screens)
        assert f"| {role} | {words} | {walked.screens} |" in table, (
            f"docs/steps.md: {words} takes {walked.screens}"
        )
