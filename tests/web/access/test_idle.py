"""What was typed survives an idle sign-out, in the whole application: the form is carried through
sign-in and stands there filled in.
"""

import re

from deliberation.accounts.factors import steps
from deliberation.record import tables
from deliberation.record.private import accounts
from tests.site import PASSWORD, act_id, token
from tests.traces import contents

TYPED = {"title": "楼道里放一个失物箱", "body": "放在一楼门厅，物业每周清一次。"}
CIVIC = ("fact", "proposal", "act_done", "log_head", "comment")


def civic(site) -> dict:
    found = contents(site.world)
    return {t: found[t] for t in CIVIC}


def sign_in_again(site, client, where: str, login: str):
    answer = client.post(
        where, data={"login": login, "password": PASSWORD, "csrf_token": token(client.get(where))}
    )
    with site.app.app_context():
        code = steps.code_now(accounts.by_login(login).account_id)
    if code:
        answer = client.post(
            answer.location,
            data={"factor_code": code, "csrf_token": token(client.get(answer.location))},
        )
    return answer


def test_a_proposal_typed_before_an_idle_sign_out_stands_there_after_signing_in(site):
    client = site.client("resident")
    page = client.get("/jiahe/proposals/new")
    form = {"csrf_token": token(page), "act_id": act_id(page), **TYPED}
    site.world.time.wait(minutes=31)
    before = civic(site)
    away = client.post("/jiahe/proposals/new", data=form)
    assert away.status_code == 303 and "/sign-in" in away.location and civic(site) == before
    back = sign_in_again(site, client, away.location, "resident")
    assert back.status_code == 303 and "/proposals/new" in back.location
    again = client.get(back.location).data.decode()
    assert TYPED["title"] in again and TYPED["body"] in again
    assert re.search(r'name="act_id"[^>]*value="([^"]+)"', again)[1] == form["act_id"]
    sent = client.post(
        back.location,
        data={"csrf_token": token(client.get(back.location)), "act_id": form["act_id"], **TYPED},
    )
    assert sent.status_code == 303 and "proposals" in sent.location
    assert [r.title for r in site.world.rows(tables.proposal)] == [TYPED["title"]]


def test_a_councillors_reasons_survive_the_shorter_time_of_an_office(site):
    w = site.world
    p = w.in_advise()
    client = site.client("councillor")
    url = f"/jiahe/proposals/{p}/recommend"
    page = client.get(url)
    form = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "verdict": "support",
        "reasons": "符合多数居民的意见，建议通过。",
        "version_no": "1",
    }
    w.time.wait(minutes=16)
    away = client.post(url, data=form)
    assert (
        away.status_code == 303
        and "/sign-in" in away.location
        and w.row(p).council_state == "pending"
    )
    back = sign_in_again(site, client, away.location, "councillor")
    assert form["reasons"] in client.get(back.location).data.decode()


def test_one_press_extends_the_idle_time_and_the_page_warns_before(site):
    client = site.client("councillor")
    page = client.get("/jiahe/waiting").data.decode()
    assert 'data-idle="900"' in page and 'role="alertdialog"' in page and 'role="alert"' in page
    csrf = re.search(r'data-token="([^"]+)"', page)[1]
    for _ in range(2):
        site.world.time.wait(minutes=13)
        assert client.post("/jiahe/keep-alive", headers={"X-CSRFToken": csrf}).status_code == 204
    assert client.get("/jiahe/waiting").status_code == 200
    site.world.time.wait(minutes=16)
    assert client.post("/jiahe/keep-alive", headers={"X-CSRFToken": csrf}).status_code in (303, 401)
