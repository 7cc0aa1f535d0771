"""A code typed beside a choice that is wrong, or not looked at for a while: said at its field with
the time, and the choice stays.
"""

import html
import re

from deliberation.accounts.factors import steps
from deliberation.record.private import accounts
from tests.site import act_id, token


def said_at_the_field(text):
    found = re.search(r'id="factor_code-error">(.*?)</p>', text, re.DOTALL)
    assert found and 'aria-describedby="' in text and 'aria-invalid="true"' in text
    return html.unescape(found[1])


def test_a_ballot_says_until_when_codes_are_not_looked_at_and_keeps_its_choice(site):
    w = site.world
    p = w.in_vote()
    client = site.client("representative")
    w.time.wait(minutes=11)  # the code of signing in is not fresh any more
    url = f"/jiahe/proposals/{p}/cast-ballot"
    page = client.get(url)
    fields = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "version_no": str(w.row(p).version_no),
        "choice": "for",
        "confirmed": "1",
        "factor_code": "000000",
    }
    answers = [client.post(url, data=fields) for _ in range(6)]
    assert [a.status_code for a in answers] == [403] * 5 + [429]
    first, fourth, fifth, refused = (answers[i] for i in (0, 3, 4, 5))
    assert said_at_the_field(first.text) == "口令不对。每个口令只能用一次，请用下一个。"
    assert "再错 1 次，这里要等 15 分钟" in said_at_the_field(fourth.text)
    closed = re.search(r"这里要到 (\d\d:\d\d) 才能再试", said_at_the_field(fifth.text))[1]
    waits = said_at_the_field(refused.text)
    assert waits.startswith(f"{closed} 可以再试。") and "输错的次数太多" in waits
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert "Retry-After" not in fifth.headers
    for answer in answers:
        assert "请核对" in answer.text and 'name="choice" value="for"' in answer.text
        assert 'value="000000"' not in answer.text
    assert w.counts(p).ballots == 0
    for _ in range(2):  # not idle meanwhile
        w.time.wait(minutes=8)
        client.get("/jiahe/")
    with site.app.app_context():
        code = steps.code_now(accounts.by_login("representative").account_id)
    done = client.post(url, data=fields | {"factor_code": code})
    assert done.status_code == 303 and w.counts(p).ballots == 1


def test_an_act_with_words_keeps_them_beside_a_code_that_is_not_looked_at(site):
    w = site.world
    p = w.in_advise()
    client = site.client("councillor")
    w.time.wait(minutes=11)
    url = f"/jiahe/proposals/{p}/recommend"
    page = client.get(url)
    fields = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "version_no": str(w.row(p).version_no),
        "verdict": "support",
        "reasons": "理事会同意，建议先修东门。",
        "factor_code": "000000",
    }
    for status in [403] * 5 + [429]:
        answer = client.post(url, data=fields)
        assert answer.status_code == status
        assert "理事会同意，建议先修东门。" in answer.text and said_at_the_field(answer.text)
    assert re.search(r"\d\d:\d\d", said_at_the_field(answer.text))
