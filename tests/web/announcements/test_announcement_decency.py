"""Pages of a question that breaks a rule: who sees which link, what stands in its place, and where
whoever hides finds it.
"""

from tests.cycle.inform.announcing import announce, ask, correct, hide
from tests.cycle.inform.test_moderating import decide, object_to, report
from tests.site import LOGINS, act_id, token


def plain(page):
    return " ".join(page.text.split())


def send(client, url, **said):
    page = client.get(url)
    assert page.status_code == 200, url
    data = {"csrf_token": token(page), "act_id": act_id(page), **said}
    return client.post(url, data=data)


def test_reported_hidden_objected_to_and_decided_on_pages(site):
    w = site.world
    one = announce(w)
    q = ask(w, one, LOGINS["resident"], body="某某是骗子")
    there = f"/jiahe/announcements/{one}"
    links = {role: site.client(role).get(there).text for role in ("visitor", *LOGINS)}
    for role, text in links.items():
        may = role not in ("visitor", "resident", "supervisor")  # who asked, and who hides it
        assert (f"report-comment/{q}" in text) == may, role
    done = send(site.client("author"), f"{there}/report-comment/{q}", reason="personal_attack")
    assert done.location == f"{there}#questions"
    desk = site.client("supervisor")
    assert "看一条被举报的发言" in desk.get("/jiahe/supervision").text
    for act in ("hide-about", "keep-about"):
        assert "举报理由： 人身攻击 (1 次举报)" in plain(desk.get(f"{there}/{act}/{q}"))
    assert "举报理由" not in site.client("lead").get(f"{there}/report-comment/{q}").text
    assert f"{there}/keep-about/{q}" in desk.get(f"{there}/hide-about/{q}").text
    assert f"{there}/hide-about/{q}" in desk.get(f"{there}/keep-about/{q}").text
    log = desk.get("/jiahe/moderation").text
    assert f"{there}/hide-about/{q}" in log and "某某是骗子" in log
    assert "某某是骗子" not in site.client("clerk").get("/jiahe/moderation").text
    send(desk, f"{there}/hide-about/{q}", reason="personal_attack", note="请对事不对人")
    assert "看一条被举报的发言" not in desk.get("/jiahe/supervision").text
    seen = site.client("visitor").get(there).text
    assert "骗子" not in seen and "请对事不对人" in seen
    mine = site.client("resident")
    assert f"{there}/object-hiding/{q}" in mine.get(there).text
    assert f"object-hiding/{q}" not in site.client("author").get(there).text
    send(mine, f"{there}/object-hiding/{q}", body="他真的收了钱。")
    assert "由另一位监事决定" in mine.get(there).text
    assert "decide-hiding" not in desk.get(there).text, "not by whoever hid it"
    assert f"{there}/decide-hiding/{q}" in desk.get("/jiahe/moderation").text
    decide(w, one, q)
    assert "某某是骗子" in site.client("visitor").get(there).text
    log = site.client("visitor").get("/jiahe/moderation").text
    assert f'href="{there}"' in log and "看过了。" in log


def test_it_follows_to_the_later_one_with_its_links(site):
    w = site.world
    one = announce(w)
    q, bad = ask(w, one), ask(w, one, "林二", "某某是骗子")
    report(w, one, bad)
    hide(w, one, bad)
    object_to(w, one, bad, "林二")
    two = correct(w, one)
    text = site.client("resident").get(f"/jiahe/announcements/{two}").text
    assert f"/jiahe/announcements/{one}/report-comment/{q}" in text and "骗子" not in text
