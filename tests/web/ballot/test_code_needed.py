"""A code that will be asked for is announced before anything is filled in, with a way to get one;
and what was wrong at the end is said there, with nothing lost.
"""

import html
import re

import pytest
from sqlalchemy import update

from deliberation.accounts.factors import making, second_factor
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.policy import POLICY
from deliberation.record.private.tables import factor
from tests.cycle.matters import test_covenant as covenant
from tests.site import LOGINS, PASSWORD, act_id, token
from tests.web.ballot import papers
from tests.web.ballot.test_ballot import RIGHT
from tests.world import RESIDENTS

VOTE = "cast-ballot"
OFFICE = {"committee": "committee_member", "lead": "lead_organisation"}
FORMS = [r for r in RIGHT if r[0] in ("one", "approve", "rank", "points", "each")]


def no_codes(site):
    """Every second factor that was set up is gone, and what was given is not fresh any more."""
    w = site.world
    with w.engines.write_connection() as conn:
        conn.execute(update(factor).values(revoked_at=w.time.real))
    w.time.wait(minutes=11)


def card_of(site, role, kind="printed_codes"):
    w = site.world
    with site.app.app_context():
        return dict(making.issue_code_card(w.person[LOGINS[role]], kind, community_id=w.id))


def test_every_page_that_will_ask_for_a_code_says_so_before_its_form(site):
    w = site.world
    clients = {role: site.client(role) for role in LOGINS}
    no_codes(site)
    makers = (w.in_take_up, w.in_advise, w.in_notice, w.in_vote, w.in_publish, w.in_inspect)
    seen = set()
    for n, make in enumerate((*makers, w.in_carry_out)):
        p = make(who=RESIDENTS[n + 3])
        for name, role, url in asking(site, w.stage(p), p):
            page = clients[role].get(url)
            if page.status_code != 200 or 'name="act_id"' not in page.text:
                continue
            seen.add(name)
            main = page.text.partition('<main id="content"')[2]
            assert "data-code-needed" in main.partition('<form method="post"')[0], (name, role)
            assert f'href="/jiahe/me/second-factor?next={url}"' in main, (name, role)
            assert 'name="factor_code"' not in main, "a field that refuses everybody"
    assert len(seen) > 25 and {"cast_ballot", "certify", "recommend", "accept"} <= seen


def asking(site, stage, p):
    """The pages of acts of this stage that ask for a code: (act, who may, address)."""
    for rule in site.app.url_map.iter_rules():
        name = rule.endpoint.partition(".")[2]
        if name not in ActName.__members__ or "<ref>" in rule.rule:
            continue
        row = POLICY[ActName[name]]
        if not row.factor or stage not in row.stages:
            continue
        url = rule.rule.replace("<community>", "jiahe").replace("<proposal_id>", p)
        for role in LOGINS:
            if OFFICE.get(role, role) in row.roles or "voter" in row.roles:
                yield name, role, url


def test_a_resident_makes_a_card_on_the_way_and_votes(site):
    w = site.world
    p = covenant.in_vote(w)
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/{VOTE}"
    page = client.get(url)
    assert "您现在没有可用的口令" in page.text
    way = html.unescape(re.search(r'href="(/jiahe/me/second-factor[^"]*)"', page.text)[1])
    choose = client.get(way)
    way = html.unescape(re.search(r'href="(/jiahe/me/card[^"]*)"', choose.text)[1])
    card = client.get(way)
    first = re.search(r"<code>(\d{3}) (\d{3})</code>", card.text)
    sealed = re.search(r'name="sealed"[^>]*value="([^"]+)"', card.text)[1]
    kept = client.post(
        way,
        data={"csrf_token": token(card), "sealed": sealed, "factor_code": "".join(first.groups())},
    )
    back = html.unescape(re.search(r'class="btn btn-main" href="([^"]+)"', kept.text)[1])
    assert back == url
    page = client.get(back)
    assert "data-code-needed" not in page.text, "the code was just given"
    fields = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for"}
    assert client.post(url, data=fields | {"confirmed": "1"}).status_code == 303
    assert w.counts(p).ballots == 1


def beside(text, field):
    found = re.search(rf'id="{field}-error">(.*?)</p>', text, re.DOTALL)
    return html.unescape(found[1]) if found else None


def test_a_printed_code_wants_the_password_and_says_which_of_the_two_was_wrong(site):
    w = site.world
    p = covenant.in_vote(w)
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/{VOTE}"
    card = card_of(site, "resident")
    page = client.get(url)
    assert "下次会问您第 1 号" in page.text
    fields = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for"}
    check = client.post(url, data=fields)
    assert 'name="factor_password"' in check.text and "第 1 号" in check.text
    fields |= {"confirmed": "1"}
    for sent, field, said in (
        ({"factor_code": card[1]}, "factor_password", "请把密码也输上。"),
        ({"factor_code": "1234"}, "factor_code", "要 6 位数字。这次不算输错。"),
        ({"factor_code": "", "factor_password": PASSWORD}, "factor_code", "请填"),
        (
            {"factor_code": card[1], "factor_password": "something else"},
            "factor_password",
            "密码不对。口令没有用掉",
        ),
        ({"factor_code": "000000", "factor_password": PASSWORD}, "factor_code", "口令不对"),
    ):
        answer = client.post(url, data=fields | sent)
        assert answer.status_code == 403 and "请核对" in answer.text
        other = {"factor_code": "factor_password", "factor_password": "factor_code"}[field]
        assert said in (beside(answer.text, field) or ""), sent
        assert beside(answer.text, other) is None and w.counts(p).ballots == 0
    wide = "".join(chr(ord(d) + 0xFEE0) for d in card[1])
    right = {"factor_code": f" {wide[:3]} {wide[3:]}", "factor_password": PASSWORD}
    assert client.post(url, data=fields | right).status_code == 303
    assert w.counts(p).ballots == 1


def test_no_password_is_asked_where_the_code_alone_counts(site):
    w = site.world
    p = covenant.in_vote(w)
    client, url = site.client("resident"), f"/jiahe/proposals/{p}/{VOTE}"
    with site.app.app_context():
        account = second_factor.accounts.of_person(w.id, w.person[LOGINS["resident"]])
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
        codes = dict(making.card_codes(secret))
        assert making.enrol(account.account_id, "code_card", secret, codes[1])
    page = client.get(url)
    fields = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for"}
    check = client.post(url, data=fields)
    assert 'name="factor_password"' not in check.text and "第 2 号" in check.text
    sent = fields | {"confirmed": "1", "factor_code": codes[2]}
    assert client.post(url, data=sent).status_code == 303


def test_half_a_code_costs_no_try_however_often(site):
    w = site.world
    p = w.in_vote()
    client, url = site.client("representative"), f"/jiahe/proposals/{p}/{VOTE}"
    w.time.wait(minutes=11)
    page = client.get(url)
    fields = {"csrf_token": token(page), "act_id": act_id(page), "choice": "for", "confirmed": "1"}
    for half in ("12345", "1234567", "abcdef", "12 34", "十二万三千", "1" * 9, "no"):
        answer = client.post(url, data=fields | {"factor_code": half})
        assert answer.status_code == 403 and "要 6 位数字" in beside(answer.text, "factor_code")
    wrong = client.post(url, data=fields | {"factor_code": "000000"})
    assert wrong.status_code == 403 and "再错" not in wrong.text


@pytest.mark.parametrize(
    ("what", "paper", "fields"), [r[:3] for r in FORMS], ids=[r[0] for r in FORMS]
)
def test_every_form_of_ballot_stays_on_the_page_that_asks_for_the_code(
    site, monkeypatch, what, paper, fields
):
    from werkzeug.datastructures import MultiDict

    w = site.world
    papers.asking(monkeypatch, paper)
    p = w.in_vote(plans=papers.THREE)
    client, url = site.client("representative"), f"/jiahe/proposals/{p}/{VOTE}"
    w.time.wait(minutes=11)
    page = client.get(url)
    own = [("csrf_token", token(page)), ("act_id", act_id(page))]
    check = client.post(url, data=MultiDict([*own, *fields]))
    kept = html.unescape(re.search(r'name="choice" value="([^"]*)"', check.text)[1])
    sent = {"choice": kept, "confirmed": "1", **dict(own)}
    for extra, said in (
        ({}, "6 位"),
        ({"factor_code": "123"}, "要 6 位数字"),
        ({"factor_code": "000000"}, "口令不对"),
        ({"csrf_token": "old", "factor_code": "123456"}, "打开太久"),
    ):
        answer = client.post(url, data=sent | extra)
        assert answer.status_code == 403 and said in answer.text, what
        assert "请核对" in answer.text and 'name="factor_code"' in answer.text
        again = html.unescape(re.search(r'name="choice" value="([^"]*)"', answer.text)[1])
        assert again == kept and w.counts(p).ballots == 0
