"""Where one goes on to once a second factor is set up."""

import re

import pytest

from deliberation.accounts.joining import joining
from tests.accounts.house import key_on, sealed_on
from tests.site import PASSWORD, token


@pytest.mark.parametrize(
    ("name", "way"), [("窗口", "desk/today"), ("监事乙", "waiting"), ("林九", "me")]
)
def test_from_the_first_factor_one_goes_on_to_ones_work(site, name, way):
    import pyotp

    w, client = site.world, site.app.test_client()
    with site.app.app_context():
        joining.give_account(w.id, w.person[name], "somebody", PASSWORD)
    form = {"login": "somebody", "password": PASSWORD}
    client.post("/jiahe/sign-in", data=form | {"csrf_token": token(client.get("/jiahe/sign-in"))})
    page = client.get("/jiahe/me/authenticator")
    code = pyotp.TOTP(key_on(page)).at(w.time.real)
    sent = {"csrf_token": token(page), "sealed": sealed_on(page), "factor_code": code}
    kept = client.post("/jiahe/me/authenticator", data=sent)
    onward = re.search(r'class="btn btn-main" href="([^"]+)"', kept.text)[1]
    assert onward == f"/jiahe/{way}" and client.get(onward).status_code == 200
