"""Setting up a second factor: what was shown stays the same, the square comes first where there is
room, and afterwards one goes on to one's work.
"""

import re
from datetime import timedelta

import pyotp
import pytest

from deliberation.accounts.joining import joining
from tests.accounts.house import PASSWORD, key_on, sealed_on
from tests.site import PASSWORD as SITE_PASSWORD
from tests.site import token


@pytest.mark.parametrize("kind", ["card", "authenticator"])
def test_what_was_shown_stays_until_it_is_kept_or_made_anew(house, kind):
    def shown(page):
        return re.findall(r"<code[^>]*>([A-Z2-7 ]{20,}|\d{3} \d{3})</code>", page.text)

    client, path = house.client(), f"/me/{kind}"
    client.sign_in("zhang", own_phone="y")
    first = shown(client.get(path))
    house.later(timedelta(hours=20))
    wrong = client.post(path, sealed="x", factor_code="000000", password=PASSWORD)
    assert first and shown(client.get(path)) == shown(wrong) == first
    other = house.client()
    other.sign_in("zhang")
    assert shown(other.get(path)) != first, "another device was shown nothing"
    assert client.post(path, look="new").status_code == 303
    page = client.get(path)
    assert shown(page) != first and shown(client.get(path)) == shown(page)
    code = shown(page)[0].replace(" ", "") if kind == "card" else house.totp(key_on(page))
    kept = client.post(path, sealed=sealed_on(page), factor_code=code, password=PASSWORD)
    assert "/jiahe/me" in re.search(r'class="btn btn-main" href="([^"]+)"', kept.text)[1]
    assert shown(client.get(path)) != shown(page), "what is kept is not shown again"


def test_the_square_to_scan_stands_first_on_a_wide_screen(house):
    client = house.client()
    client.sign_in("zhang")
    page = client.get("/me/authenticator").text
    wide = page.index('class="d-none d-lg-block"')
    assert wide < page.index("<svg") < page.index("d-lg-none") < page.index("<details")
    assert 'class="d-lg-none"> <summary>' in " ".join(page.split())


@pytest.mark.parametrize(
    ("name", "way"), [("窗口", "desk/today"), ("监事乙", "waiting"), ("林九", "me")]
)
def test_from_the_first_factor_one_goes_on_to_ones_work(site, name, way):
    w, client = site.world, site.app.test_client()
    with site.app.app_context():
        joining.give_account(w.id, w.person[name], "somebody", SITE_PASSWORD)
    form = {"login": "somebody", "password": SITE_PASSWORD}
    client.post("/jiahe/sign-in", data=form | {"csrf_token": token(client.get("/jiahe/sign-in"))})
    page = client.get("/jiahe/me/authenticator")
    code = pyotp.TOTP(key_on(page)).at(w.time.real)
    sent = {"csrf_token": token(page), "sealed": sealed_on(page), "factor_code": code}
    kept = client.post("/jiahe/me/authenticator", data=sent)
    onward = re.search(r'class="btn btn-main" href="([^"]+)"', kept.text)[1]
    assert onward == f"/jiahe/{way}" and client.get(onward).status_code == 200
