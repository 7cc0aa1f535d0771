"""A confirmed ballot with its code, sent twice at once: both are told that it counts, once, and no
try is counted.
"""

from deliberation.accounts.factors import steps
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from tests.record.write.test_perform import together
from tests.site import token


def test_the_second_hears_what_became_of_the_first(site):
    w = site.world
    p, client = w.in_vote(), site.client("representative")
    url = f"/jiahe/proposals/{p}/cast-ballot"
    page = client.get(url)
    w.time.wait(minutes=12)  # the code given at signing in is no longer fresh
    with site.app.app_context():
        account = accounts.by_login("representative").account_id
        code = steps.code_now(account)
    data = {"csrf_token": token(page), "act_id": new_id(), "choice": "for", "confirmed": "1"}
    data |= {"version_no": str(w.row(p).version_no), "factor_code": code}
    cookie = client.get_cookie("deliberation").value

    def send():
        other = site.app.test_client()
        other.set_cookie("deliberation", cookie)
        return other.post(url, data=data)

    answers = together(*[send] * 4)
    assert [a.status_code for a in answers] == [303] * 4
    assert {a.location for a in answers} == {f"/jiahe/proposals/{p}/receipt"}
    assert [r.revision for r in w.rows(tables.ballot)] == [1]
