"""What somebody is told right after their act: thanks, what it was, and who has to do what by when,
out of the table of obligations; in a fixed number of statements.
"""

import re

import pytest
from sqlalchemy.exc import TimeoutError

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.obligations import _COUNTS, _ENDS
from deliberation.cycle.carry_out.acts.work import Rectify
from deliberation.cycle.supervise.acts import inspection
from deliberation.cycle.supervise.acts.certificate import Certify
from deliberation.cycle.supervise.acts.objection import Object
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.web import afterwards
from deliberation.web.afterwards import telling
from deliberation.web.words.base import ACT, CLOCK_ACT, OFFICE_ACT
from tests.cycle.inform.announcing import announce
from tests.site import act_id, token
from tests.web.costs.test_queries import readers, statements
from tests.world import RESIDENTS

CLOCKS = ActName.reopen_in_silence  # its line is the clock's alone
FLASH = re.compile(r'<p class="flash flash-message">(.*?)</p>', re.S)


def send(client, url, **typed):
    """The form filled in and sent → what the next page says first."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    versions = re.findall(r'name="version_no"[^>]*value="(\d+)"', page.data.decode())
    held = {"version_no": versions[0]} if versions else {}
    return again(client, url, csrf_token=token(page), act_id=act_id(page), **held, **typed)


def again(client, url, **data):
    answer = client.post(url, data=data)
    assert answer.status_code == 303, answer.data.decode()[:3000]
    [said] = FLASH.findall(client.get(answer.location).data.decode())
    return " ".join(said.split())


def test_a_cosigner_is_thanked_and_reads_how_many_are_missing(site):
    p = site.world.submitted("林一")
    said = send(site.client("resident"), f"/jiahe/proposals/{p}/cosign")
    assert said == "谢谢您附议。还差 9 人附议，4月1日 24:00 前够数就交议事会。"


def test_whoever_signs_last_reads_what_the_council_does_now(site):
    w = site.world
    p = w.submitted("林一")
    w.cosign(p, *RESIDENTS[1:10])
    said = send(site.client("resident"), f"/jiahe/proposals/{p}/cosign")
    assert w.stage(p) == "take_up"
    assert said == "谢谢您附议。居民议事会要在 3月9日 24:00 前决定是否列为议题。"


def test_a_second_signature_is_answered_kindly(site):
    p = site.world.submitted("林一")
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/cosign"
    old = client.get(url)
    send(client, url)
    data = {"csrf_token": token(old), "version_no": "1"}
    assert again(client, url, act_id=act_id(old), **data) == "您已经附议过，算数。"
    same = {"csrf_token": token(old), "version_no": "1", "act_id": new_id()}
    assert again(client, url, **same) == "您已经附议过，算数。"
    assert again(client, url, **same) == "您已经附议过，算数。"
    assert site.world.counts(p).cosigns == 1


def test_the_same_form_twice_counts_once_and_says_so(site):
    w = site.world
    p = w.in_evaluate()
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/rate"
    page = client.get(url)
    data = {"csrf_token": token(page), "act_id": act_id(page), "score": "4"}
    assert again(client, url, **data).startswith("谢谢，您打了 4 分。")
    assert again(client, url, **data) == "您已经办过这件事，算数。"
    assert w.counts(p).ratings == 1


def test_whoever_rates_reads_how_much_and_until_when_it_can_be_changed(site):
    p = site.world.in_evaluate()
    said = send(site.client("resident"), f"/jiahe/proposals/{p}/rate", score="4")
    assert re.fullmatch(r"谢谢，您打了 4 分。\d+月\d+日 24:00 前还可以改。", said)


def test_an_objection_says_who_answers_by_when(site):
    p = site.world.in_publish()
    typed = {"ground": "count", "body": "票数不对。"}
    said = send(site.client("resident"), f"/jiahe/proposals/{p}/object", **typed)
    assert re.fullmatch(r"已收到您的异议。监事会要在 \d+月\d+日 24:00 前答复。", said)


def test_one_of_two_reads_that_another_is_missing(site):
    w = site.world
    p = w.in_publish()
    said = send(site.client("supervisor"), f"/jiahe/proposals/{p}/certify", ticked="count_redone")
    assert re.fullmatch(r"已办：确认计票结果。还要 1 人在 \d+月\d+日 24:00 前办。", said)
    q = w.in_publish(who="林二", title="另一件")
    w.act("监事乙", Certify(act_id=new_id(), subject_id=q, ticked=("count_redone",)))
    said = send(site.client("supervisor"), f"/jiahe/proposals/{q}/certify", ticked="count_redone")
    assert said == "已办：确认计票结果。"


def test_a_step_says_what_everybody_has_to_do_now_and_no_more_than_two_of_it(site):
    p = site.world.in_take_up()
    said = send(site.client("deliberator"), f"/jiahe/proposals/{p}/take-up")
    assert said.startswith("已办：列为议题。") and said.count("要在") == 2
    assert re.search(r"理事会要在 \d+月\d+日 24:00 前提出建议。", said)


def test_a_contribution_asks_nobody_for_anything(site):
    p = site.world.submitted("林一")
    typed = {"stance": "for", "body": "支持"}
    said = send(site.client("resident"), f"/jiahe/proposals/{p}/comment", **typed)
    assert said == "谢谢您发言，大家都能看到。"


def test_of_an_announcement_and_outside_any_matter(site):
    w = site.world
    one = announce(w)
    resident = site.client("resident")
    said = send(resident, f"/jiahe/announcements/{one}/ask-about", body="几点来水？")
    assert re.fullmatch(r"已收到您的提问。窗口工作人员要在 \d+月\d+日 24:00 前答复。", said)
    said = send(resident, "/jiahe/my-entry", body="电话错了")
    assert re.fullmatch(r"已收到您的申请。窗口工作人员要在 \d+月\d+日 24:00 前答复。", said)
    reset = f"/jiahe/desk/people/{w.person['代表甲']}/reset"
    said = send(site.client("clerk"), reset, seen="1", reason="手机丢了")
    assert "监事会" in said and "确认解除第二道验证" in said


def test_a_reader_of_english_reads_it_in_english(site):
    p = site.world.in_publish()
    client = site.client("resident")
    client.set_cookie("lang", "en")
    typed = {"ground": "count", "body": "Not so."}
    said = send(client, f"/jiahe/proposals/{p}/object", **typed)
    due = r"Supervisory committee, by \d+ \w+ 24:00: answer it."
    assert re.fullmatch(rf"Your objection has arrived. {due}", said)


def test_an_act_whose_sequel_cannot_be_read_is_done_all_the_same(site, monkeypatch):
    def away(*_given):
        raise TimeoutError("every connection is taken")

    p = site.world.submitted("林一")
    monkeypatch.setattr(telling.obligations, "after", away)
    assert send(site.client("resident"), f"/jiahe/proposals/{p}/cosign") == "谢谢您附议。"
    assert site.world.counts(p).cosigns == 1


def test_it_costs_the_same_with_few_lines_and_with_many(site, monkeypatch):
    w = site.world
    costs = []

    def counted(*given):
        with statements(*readers(site)) as seen:
            said = telling.told(*given)
        costs.append(len(seen))
        return said

    monkeypatch.setattr(afterwards, "told", counted)
    p = w.in_publish()
    url, typed = f"/jiahe/proposals/{p}/object", {"body": "票数不对。"}
    send(site.client("resident"), url, ground="count", **typed)
    for name in RESIDENTS[:9]:
        w.act(name, Object(act_id=new_id(), subject_id=p, ground="count", **typed))
    send(site.client("resident"), url, ground="procedure", **typed)
    q = w.submitted("林二", title="另一件")
    send(site.client("resident"), f"/jiahe/proposals/{q}/cosign")
    assert costs == [2, 2, 3]


@pytest.mark.parametrize("act", sorted({r.act for r in (*_ENDS, *_COUNTS)} - {CLOCKS}))
def test_every_act_that_is_asked_of_somebody_can_be_named(act):
    assert act.value in ACT or act.value in OFFICE_ACT or act.value in CLOCK_ACT


def test_of_two_entries_nobody_is_missing_at_the_one_that_was_answered(site):
    """Another objection waits still; that is no second person for this one."""
    w = site.world
    p = w.in_publish()
    for who in ("林三", "林四"):
        w.act(who, Object(act_id=new_id(), subject_id=p, ground="count", body="票数不对。"))
    supervisor, typed = site.client("supervisor"), {"outcome": "rejected", "reasons": "票数无误。"}
    for row in w.rows(tables.objection):
        url = f"/jiahe/proposals/{p}/answer-objection/{row.objection_id}"
        assert "还要" not in send(supervisor, url, **typed)


def test_who_accepted_before_a_fault_was_found_is_wanted_once_more(site):
    """Two have to accept it since: the page counts nobody who did so before."""
    w = site.world
    p = w.in_inspect()
    w.act("监事乙", inspection.Accept(**_at(p), statement="好。"))
    w.act("监事甲", inspection.RecordFinding(**_at(p), body="漆没刷好。"))
    [found] = w.rows(tables.finding)
    w.act("承办甲", Rectify(**_at(p), finding_id=found.finding_id, body="刷好了。"))
    look = {"finding_id": found.finding_id, "ok": True, "body": "看过了。"}
    w.act("监事甲", inspection.VerifyRectified(**_at(p), **look))
    client, url = site.client("supervisor"), f"/jiahe/proposals/{p}/accept"
    assert "还要同意验收的监事" in client.get(url).data.decode()
    assert "还要 1 人" in send(client, url, body="好。")


def _at(p):
    return {"act_id": new_id(), "subject_id": p}
