"""What a device may keep without a network: the server alone decides, page by page and form by
form.
"""

import re

import pytest

from tests.site import act_id, token

READ_BY_ALL = ("proposals", "bodies", "rules", "who-may-do-what")


def key(answer) -> str:
    return answer.headers["X-Reader"]


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(site):
    answer = site.client("visitor").get("/sw.js")
    assert (
        answer.status_code == 200
        and answer.mimetype == "text/javascript"
        and answer.headers["Cache-Control"] == "no-cache"
    )
    text = answer.data.decode()
    assert "var Unsent" in text and "addEventListener('fetch'" in text and "eval(" not in text


def test_pages_everybody_reads_are_kept_for_their_reader(site):
    p = site.world.submitted()
    keys = set()
    for role in ("visitor", "resident", "clerk"):
        for path in (*READ_BY_ALL, f"proposals/{p}", f"proposals/{p}/discussion"):
            answer = site.client(role).get(f"/jiahe/{path}")
            assert answer.headers.get("X-Keep") == "1", (role, path)
            assert f'data-reader="{key(answer)}"' in answer.data.decode()
        keys.add(key(answer))
    assert "0" in keys and len(keys) == 3
    assert key(site.client("resident").get("/jiahe/waiting")) in keys


def test_own_pages_are_kept_only_where_no_office_brings_other_peoples_names(site):
    for path in ("", "waiting", "inbox"):
        assert site.client("resident").get(f"/jiahe/{path}").headers.get("X-Keep") == "1"
        for role in ("clerk", "supervisor", "representative"):
            assert "X-Keep" not in site.client(role).get(f"/jiahe/{path}").headers, (role, path)


@pytest.mark.parametrize("role", ["resident", "clerk", "supervisor"])
def test_pages_about_people_and_accounts_are_never_kept(site, role):
    w = site.world
    p, vote = w.submitted(), w.in_vote(who="林二")
    rules = [
        r
        for r in site.app.url_map.iter_rules()
        if "GET" in r.methods and "static" not in r.endpoint
    ]
    values = {
        "community": "jiahe",
        "proposal_id": vote,
        "person_id": w.person["林三"],
        "kind": "cosign",
        "what": "notice",
        "position": 2,
        "building": "1栋",
    }
    allowed = {
        "public.proposals",
        "public.proposal",
        "public.discussion",
        "public.versions",
        "public.bodies",
        "public.rules",
        "public.who_may_do_what",
        "public.home",
        "public.announcements",
        "public.announcement",
        "public.waiting",
        "inbox.inbox",
    }
    seen = set()
    for rule in rules:
        if not rule.arguments <= set(values):
            continue
        with site.app.test_request_context():
            url = rule.build({k: values[k] for k in rule.arguments}, append_unknown=False)[1]
        answer = site.client(role).get(url)
        if answer.headers.get("X-Keep"):
            seen.add(rule.endpoint)
    assert seen <= allowed and "public.proposal" in seen and p


def test_a_comment_may_wait_unsent_a_ballot_and_a_code_never(site):
    w = site.world
    gather, vote = w.submitted(), w.in_vote(who="林二")
    mine = site.client("resident")
    page = mine.get(f"/jiahe/proposals/{gather}/comment")
    assert f'name="unsent" value="{key(page)}"' in page.data.decode()
    assert 'name="unsent"' in mine.get("/jiahe/proposals/new").data.decode()
    for role, path in (
        ("representative", f"proposals/{vote}/cast-ballot"),
        ("resident", "me/password"),
        ("representative", "me/code"),
        ("clerk", "desk/new-person"),
    ):
        answer = site.client(role).get(f"/jiahe/{path}")
        assert answer.status_code == 200 and 'name="unsent"' not in answer.data.decode(), path


def test_a_tablet_of_the_desk_keeps_nothing(site):
    client = site.client("clerk")
    page = client.get("/jiahe/desk/hand-over")
    assert (
        client.post(
            "/jiahe/desk/hand-over", data={"csrf_token": token(page), "act_id": act_id(page)}
        ).status_code
        == 303
    )
    for path in ("", "proposals", "sign-in"):
        answer = client.get(f"/jiahe/{path}", follow_redirects=True)
        assert "X-Keep" not in answer.headers and "X-Offline" not in answer.headers
        assert not re.search(r"data-sw=|offline\.js|name=\"unsent\"", answer.data.decode())


def test_styles_and_scripts_with_a_version_stay(site):
    page = site.client("visitor").get("/jiahe/").data.decode()
    for address in re.findall(r'(?:href|src)="(/[^"]*\.(?:css|js)\?[^"]*)"', page):
        assert "max-age=604800" in site.client("visitor").get(address).headers["Cache-Control"]
    assert "no-cache" in site.client("visitor").get("/static/js/pages.js").headers["Cache-Control"]
