"""Requests that no browser sends are answered like any other mistake: with a sentence, never with a crash."""

import pytest

from tests.web.test_routes import site  # noqa: F401


def nameless(kind: str) -> bytes:
    return b"--x\r\nContent-Disposition: " + kind.encode() + b"\r\n\r\n1\r\n--x--\r\n"


@pytest.mark.parametrize("path", ["/jiahe/switch-person", "/jiahe/sign-in", "/jiahe/proposals/new"])
@pytest.mark.parametrize("kind", ["form-data", "y" * 900, 'form-data; filename="a.png"'])
def test_a_part_of_a_form_without_a_name_is_nobodys(site, path, kind):  # noqa: F811
    client = site.client("resident")
    answer = client.post(path, data=nameless(kind), content_type="multipart/form-data; boundary=x")
    assert answer.status_code in (303, 400, 403)


@pytest.mark.parametrize("host", ["a" * 300, "xn--\u00e9" * 20, ".." * 40])
def test_a_host_name_that_cannot_be_one_is_answered(site, host):  # noqa: F811
    answer = site.client("visitor").get("/jiahe/", headers={"Host": host})
    assert answer.status_code in (200, 400) and answer.data


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/jiahe/", "/jiahe/sign-in", "/healthz", "/jiahe/nothing/here"])
def test_a_cookie_that_is_no_text_costs_nobody_the_others(site, method, path):  # noqa: F811
    sent = site.client("visitor").open(
        path, method=method, headers={"Cookie": "x=\xff\xfe; lang=en"}
    )
    assert sent.status_code in (200, 403, 404, 405)
    if path == "/jiahe/":
        assert 'lang="en"' in sent.text or method == "POST"
