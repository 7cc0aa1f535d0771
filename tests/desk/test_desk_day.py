"""The clerk's day: what is to do, whom to call, what to send to the chat group; each only for whom
it is meant.
"""

import pytest

from deliberation.cycle.inform.acts.notice import PostProof
from deliberation.desk.acts.resets import AskReset
from deliberation.record.ids import new_id
from deliberation.roster.acts import asking


def test_the_day_lists_what_is_due_and_links_to_what_does_it(site):
    w, client = site.world, site.client("clerk")
    p = w.in_notice()
    v = w.in_vote(who="林二", title="在表决的")
    w.act("林三", asking.AskCorrection(act_id=new_id(), body="电话错了"))
    page = client.get("/jiahe/desk/today").data.decode()
    for link in (
        f"/proposals/{p}/post-proof",
        f"/proposals/{v}/call-list",
        f"/proposals/{v}/message",
        "/desk/requests/",
    ):
        assert link in page, link
    assert site.client("resident").get("/jiahe/desk/today").status_code == 403


def test_a_request_and_a_lost_factor_wait_on_the_desks_of_those_who_answer(site):
    w = site.world
    w.act("林三", asking.AskCorrection(act_id=new_id(), body="电话错了"))
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="手机丢了"))
    clerk, supervisor = (
        site.client(role).get("/jiahe/waiting").data.decode() for role in ("clerk", "supervisor")
    )
    assert "林三" in clerk and "/desk/requests/" in clerk and 'class="badge-n"' in clerk
    assert "代表甲" in supervisor and "/resets" in supervisor and 'class="badge-n"' in supervisor
    for role in ("resident", "representative"):
        page = site.client(role).get("/jiahe/waiting").data.decode()
        assert "林三" not in page and "/resets" not in page and 'class="badge-n"' not in page


def test_the_call_list_names_who_has_not_voted_and_never_a_choice(site):
    w = site.world
    v = w.in_vote()
    w.cast(v, 代表甲="for")
    url = f"/jiahe/proposals/{v}/call-list"
    for role in ("clerk", "supervisor"):
        page = site.client(role).get(url).data.decode()
        assert (
            "代表乙" in page and "tel:138" in page and "代表甲" not in page and "赞成" not in page
        )
    for role in ("resident", "representative", "committee"):
        assert site.client(role).get(url).status_code == 403
    assert site.client("visitor").get(url).status_code == 303
    w.let_pass(v)
    assert site.client("clerk").get(url).status_code == 404


def test_the_message_for_the_chat_group_has_three_lines_with_a_link(site):
    w, client = site.world, site.client("visitor")
    v = w.in_vote()
    page = client.get(f"/jiahe/proposals/{v}/message").data.decode()
    text = page.split("readonly>")[1].split("</textarea>")[0].strip().splitlines()
    assert (
        len([line for line in text if line.strip()]) == 3
        and text[0] == w.row(v).title
        and "截止" in text[1]
        and "/n/2026-" in text[-1]
    )


def proved(w, p, purpose):
    said = {"purpose": purpose, "posted_on": w.today(), "place": "公告栏"}
    w.act("窗口", PostProof(act_id=new_id(), subject_id=p, **said))


PURPOSES = {"notice": lambda w: w.in_notice(), "result": lambda w: w.in_publish()}


@pytest.mark.parametrize("purpose", PURPOSES)
def test_what_is_to_be_posted_is_on_the_list_as_long_as_somebody_is_asked(site, purpose):
    w, client = site.world, site.client("clerk")
    p, link = PURPOSES[purpose](w), "/jiahe/desk/posting"
    before = client.get(link).text
    assert f"/proposals/{p}/post-proof" in before and "正在张贴" not in before
    proved(w, p, purpose)
    after = client.get(link).text
    assert f"/proposals/{p}/post-proof" not in after and "正在张贴" in after
    assert f"/proposals/{p}/post-proof" not in client.get("/jiahe/desk/today").text
    assert ("贴到" in after) == (purpose == "result")


def test_what_has_ended_unposted_is_on_no_list_of_what_is_to_be_posted(site):
    w, client = site.world, site.client("clerk")
    p = w.in_publish()
    while w.stage(p) == "publish":
        w.let_pass(p)
    for link in ("/jiahe/desk/posting", "/jiahe/desk/today"):
        page = client.get(link).text
        assert f"/proposals/{p}/post-proof" not in page and f"/proposals/{p}/print" not in page


def test_a_result_hangs_for_its_days_also_when_the_matter_has_ended(site):
    w, client = site.world, site.client("clerk")
    p = w.in_publish()
    proved(w, p, "result")
    w.time.advance(days=14)
    assert f"/proposals/{p}" in client.get("/jiahe/desk/posting").text
    w.time.advance(days=3)
    assert f"/proposals/{p}" not in client.get("/jiahe/desk/posting").text
