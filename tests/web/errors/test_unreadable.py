"""Requests that no browser sends are answered like any other mistake: with a sentence, never with a
crash.
"""

import pytest

from deliberation.web import tenancy
from tests.site import act_id, token
from tests.traces import row_counts


def nameless(kind: str) -> bytes:
    return b"--x\r\nContent-Disposition: " + kind.encode() + b"\r\n\r\n1\r\n--x--\r\n"


@pytest.mark.parametrize("path", ["/jiahe/switch-person", "/jiahe/sign-in", "/jiahe/proposals/new"])
@pytest.mark.parametrize("kind", ["form-data", "y" * 900, 'form-data; filename="a.png"'])
def test_a_part_of_a_form_without_a_name_is_nobodys(site, path, kind):
    client = site.client("resident")
    answer = client.post(path, data=nameless(kind), content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (303, 400, 403)


@pytest.mark.parametrize("host", ["a" * 300, "xn--\u00e9" * 20, ".." * 40])
def test_a_host_name_that_cannot_be_one_is_answered(site, host):
    """Also where something else is wrong, which another page would say."""
    for path in ("/jiahe/", "/jiahe/proposals?q=%00", "/jiahe/nothing", "/%00/"):
        answer = site.client("visitor").get(path, headers={"Host": host})
        assert answer.status_code in (200, 400, 404) and answer.data
    posted = site.client("visitor").post("/jiahe/sign-in", headers={"Host": host})
    assert posted.status_code in (400, 422)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/jiahe/", "/jiahe/sign-in", "/healthz", "/jiahe/nothing/here"])
def test_a_cookie_that_is_no_text_costs_nobody_the_others(site, method, path):
    browser = site.app.test_client(use_cookies=False)
    sent = browser.open(path, method=method, headers={"Cookie": "x=\xff\xfe; lang=en"})
    assert sent.status_code in (200, 404, 405, 422)
    if path == "/jiahe/":
        assert 'lang="en"' in sent.text or method == "POST"


NEAR = ("jiahe%00", "JIAHE")  # a link that something was stuck to, or that was typed in capitals


@pytest.mark.parametrize(
    "name", ["%00", "%00%00", "jiahe%00", "%ff%fe", "JIAHE", "a" * 41, "嘉禾", "a"]
)
@pytest.mark.parametrize("rest", ["", "proposals", "nothing/here"])
def test_a_community_that_nobody_can_have_is_not_asked_for(site, monkeypatch, name, rest):
    """PostgreSQL takes no NUL at all, and the community is looked for before anything else."""

    def asked(*_: object) -> None:
        raise AssertionError(f"asked for {name}")

    monkeypatch.setattr(tenancy.reading, "by_slug", asked)
    answer = site.app.test_client().get(f"/{name}/{rest}")
    if name in NEAR and rest != "nothing/here":
        assert answer.status_code == 302
        assert answer.location == ("/jiahe/" if "%" in name else f"/jiahe/{rest}")
    else:
        assert answer.status_code in (400, 404)


BODIES = [
    b"5",
    b"null",
    b"[1]",
    b'"x"',
    b"[" * 20_000,
    b'{"title": {"a": 1}, "body": 5, "login": [], "stance": ["for"], "act_id": null, "then": '
    b'"submit"}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("path", ["proposals/new", "sign-in", "me/password", "private/new"])
def test_a_body_of_json_is_no_form(site, path, body):
    """Also with the right token, which may travel in a header."""
    client = site.client("resident")
    before = row_counts(site.world)
    answer = client.post(
        f"/jiahe/{path}",
        data=body,
        content_type="application/json",
        headers={"X-CSRFToken": token(client.get("/jiahe/proposals/new"))},
    )
    assert answer.status_code in (200, 303, 403, 422), answer.text[:500]
    after = row_counts(site.world)
    assert {t for t in after if after[t] != before[t]} <= {"attempt", "audit"}


def test_a_head_is_asked_as_a_page_and_never_taken_for_a_form(site):
    """Whatever lies in it: not even the token of a form is looked at where nothing is sent."""
    w, client = site.world, site.client("resident")
    p = w.submitted()
    for path in (f"/jiahe/proposals/{p}/comment", f"/jiahe/proposals/{p}/cosign"):
        page = client.get(path)
        form = {"csrf_token": token(page), "act_id": act_id(page), "body": "说一句"}
        before = row_counts(w)
        answer = client.head(path, data=form)
        assert (answer.status_code, answer.data) == (page.status_code, b"")
        assert answer.mimetype == "text/html" and row_counts(w) == before
    assert (
        client.head("/jiahe/keep-alive").status_code == client.get("/jiahe/keep-alive").status_code
    )
