"""Every route as every role: nothing by accident, no error page of ours, and bad input refused
without a trace.
"""

import pytest

from deliberation.accounts.factors import steps
from deliberation.cycle.inform.acts import notice as inform
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from tests.cycle.inform.announcing import announce
from tests.site import LOGINS, act_id, token
from tests.traces import row_counts


@pytest.mark.slow
def test_every_page_as_every_role_is_a_page_and_never_a_crash(site):
    """Each page as every second role on a proposal of one stage, turn by turn, so that each page
    meets every stage too; those of the desk as everybody.
    """
    every_page(site, whole=False)


@pytest.mark.nightly
def test_every_page_as_every_role_at_every_stage(site):
    every_page(site, whole=True)


TOLD = {  # what three of the answers are, so that the walk is known to have come where it should
    ("propose.take_up", "deliberator", "take_up"): 200,
    ("propose.take_up", "resident", "take_up"): 403,
    ("resolve.cast_ballot", "representative", "vote"): 200,
    ("resolve.cast_ballot", "author", "vote"): 403,
    ("propose.take_up", "deliberator", "advise"): 409,
}


NOBODYS = (
    "ref office_id factor_id request_id act_id attachment_id comment_id draw_id matter_id"
    " tie_id batch_id proxy_id"
).split()


def every_page(site, whole: bool) -> None:
    w = site.world
    stages = {
        "vote": w.in_vote(),
        "notice": w.in_notice(),
        "advise": w.in_advise(who="林二"),
        "take_up": w.in_take_up(who="林二"),
        "gather": w.submitted("林十七"),
    }

    announced = announce(w)
    seen: dict[tuple[str, str, str], int] = {}
    rules = [
        r
        for r in site.app.url_map.iter_rules()
        if "GET" in r.methods and "static" not in r.endpoint
    ]
    for i, role in enumerate(("visitor", *LOGINS)):
        client = site.client(role)
        for j, rule in enumerate(rules):
            turns = (i + j) % 2 == 0 or rule.endpoint.startswith("desk.")
            turn = list(stages)[(i // 2 + j) % len(stages)]
            for stage, proposal in (
                stages.items() if "proposal_id" in rule.arguments else [("", "")]
            ):
                now = turns and stage in ("", turn)
                if not (whole or now or (rule.endpoint, role, stage) in TOLD):
                    continue
                values = dict.fromkeys(NOBODYS, "0" * 26) | {
                    "community": "jiahe",
                    "proposal_id": proposal,
                    "what": "notice",
                    "position": 2,
                    "path": "0/000.p/2",
                    "code": "en",
                    "building": "1栋",
                    "person_id": w.person["林三"],
                    "year": 2026,
                    "number": 1,
                    "digest": "x",
                    "part": "text",
                    "kind": "cosign",
                    "matter": "election_council",
                    "question": 1,
                    "serial": 1,
                    "announcement_id": announced,
                }
                with site.app.test_request_context():
                    url = rule.build({k: values[k] for k in rule.arguments}, append_unknown=False)[
                        1
                    ]
                status = client.get(url).status_code
                seen[(rule.endpoint, role, stage)] = status
                assert status in (200, 302, 303, 403, 404, 409), (url, role, status)
    own = (
        {
            ("desk.my_relatives", "supervisor"),
            ("desk.my_relatives", "committee"),  # their own relatives only
            ("desk.factor_resets", "supervisor"),
            ("desk.slips", "supervisor"),
            ("desk.slip_photo", "supervisor"),
        }
        | {
            (e, r)
            for e in ("desk.my_entry", "desk.my_file", "desk.chat_message")
            for r in ("visitor", *LOGINS)
        }
        | {("desk.call_list", "supervisor")}
        | {
            (f"desk.{e}", "supervisor")
            for e in (
                "paper",
                "enter_batch",
                "enter_batch_again",
                "paper_differences",
                "finish_paper",
                "print_issue_list",
            )
        }
    )  # confirming is theirs
    wrong = {
        (e, r, s)
        for (e, r, _), s in seen.items()
        if e.startswith("desk.") and r != "clerk" and (e, r) not in own and s not in (303, 403)
    }
    assert not wrong
    assert all(
        status in (303, 403)
        for (endpoint, role, _), status in seen.items()
        if endpoint.startswith("desk.") and role != "clerk" and (endpoint, role) not in own
    )
    assert {asked: seen[asked] for asked in TOLD} == TOLD
    pages = {r.endpoint for r in rules if "proposal_id" in r.arguments}
    met = {(e, r) for e, r, _ in seen}
    assert {e for e, _ in met} == {r.endpoint for r in rules}
    assert not whole or met == {(r.endpoint, role) for r in rules for role in ("visitor", *LOGINS)}
    assert {(e, s) for e, _, s in seen if e in pages and s} == {
        (e, s) for e in pages for s in stages
    }


def test_a_draft_is_its_authors_alone(site):
    p = site.world.draft("林一", title="只有我看得到")
    assert site.client("author").get(f"/jiahe/proposals/{p}").status_code == 200
    for role in ("visitor", "resident", "clerk", "supervisor"):
        assert site.client(role).get(f"/jiahe/proposals/{p}").status_code == 404
    assert "只有我看得到" not in site.client("resident").get("/jiahe/proposals").data.decode()


def test_writing_with_the_form_keeps_what_was_typed_when_refused(site):
    client = site.client("resident")
    page = client.get("/jiahe/proposals/new")
    before = row_counts(site.world)
    answer = client.post(
        "/jiahe/proposals/new",
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "title": "",
            "body": "我写了很久的内容",
            "then": "submit",
        },
    )
    assert (
        answer.status_code == 422
        and "我写了很久的内容" in answer.data.decode()
        and "aria-invalid" in answer.data.decode()
    )
    foreign = client.post(
        "/jiahe/proposals/new",
        data={
            "csrf_token": "forged",
            "act_id": act_id(page),
            "title": "标题",
            "body": "还在",
            "then": "submit",
        },
    )
    assert (
        foreign.status_code == 403
        and "还在" in foreign.data.decode()
        and token(foreign) != "forged"
    )
    assert row_counts(site.world) == before


def test_a_double_tap_submits_once_and_a_reused_act_id_is_a_conflict(site):
    w, client = site.world, site.client("resident")
    p = w.submitted()
    page = client.get(f"/jiahe/proposals/{p}/comment")
    data = {"csrf_token": token(page), "act_id": act_id(page), "stance": "for", "body": "只说一次"}
    assert [
        client.post(f"/jiahe/proposals/{p}/comment", data=data).status_code for _ in range(2)
    ] == [303, 303]
    assert w.counts(p).comments == 1
    assert (
        client.post(f"/jiahe/proposals/{p}/comment", data={**data, "body": "另一句"}).status_code
        == 409
    )
    assert w.counts(p).comments == 1


@pytest.mark.parametrize("body", ["a\x00b", "<script>alert(1)</script>", "长" * 2001, " \n "])
def test_bad_text_is_refused_or_shown_as_text(site, body):
    w, client = site.world, site.client("resident")
    p = w.submitted()
    page = client.get(f"/jiahe/proposals/{p}/comment")
    answer = client.post(
        f"/jiahe/proposals/{p}/comment",
        data={"csrf_token": token(page), "act_id": act_id(page), "stance": "for", "body": body},
    )
    if body.startswith("<"):
        assert answer.status_code == 303
        assert "<script>alert" not in client.get(f"/jiahe/proposals/{p}").data.decode()
    else:
        assert 400 <= answer.status_code < 500 and w.counts(p).comments == 0


@pytest.mark.parametrize(
    "path",
    [
        "/jiahe/proposals/%ff",
        "/jiahe/proposals?q=%00",
        "/jiahe/proposals/01m0000000000000000000000",
        "/nowhere/",
        "/jiahe/tile/0/999",
        "/jiahe/tile/x/000",
        "/jiahe/record/99999",
        "/jiahe/proposals/x/discussion?after=bad",
        "/jiahe/n/2026-999",
    ],
)
def test_unknown_addresses_are_pages_with_a_way_back(site, path):
    answer = site.client("visitor").get(path)
    assert answer.status_code in (400, 404) and b"<a " in answer.data


def test_an_anonymous_page_is_shared_and_sets_no_cookie(site):
    client = site.client("visitor")
    first = client.get("/jiahe/proposals")
    assert "Set-Cookie" not in first.headers and "public" in first.headers["Cache-Control"]
    assert (
        client.get("/jiahe/proposals", headers={"If-None-Match": first.headers["ETag"]}).status_code
        == 304
    )
    site.world.submitted(title="刚刚提交的新提议")
    assert "刚刚提交的新提议" in client.get("/jiahe/proposals").data.decode()
    assert "private" in site.client("resident").get("/jiahe/").headers["Cache-Control"]


def test_security_headers(site):
    headers = site.client("visitor").get("/jiahe/").headers
    assert (
        "unsafe" not in headers["Content-Security-Policy"]
        and headers["X-Content-Type-Options"] == "nosniff"
    )
    for stage in ("", "proposals", "sign-in"):
        html = site.client("visitor").get(f"/jiahe/{stage}").data.decode()
        assert " style=" not in html and "onclick" not in html and "<script>" not in html


def test_a_ballot_in_three_pages_with_a_receipt(site):
    w = site.world
    p = w.in_vote()
    client = site.client("representative")
    w.time.wait(minutes=11)
    client.get("/jiahe/")
    page = client.get(f"/jiahe/proposals/{p}/cast-ballot")
    assert (
        "factor_code" not in page.data.decode() and page.data.decode().count('name="choice"') == 3
    )  # one tap chooses; the code is asked once, beside the choice
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "version_no": str(w.row(p).version_no),
        "choice": "for",
    }
    check = client.post(f"/jiahe/proposals/{p}/cast-ballot", data=data)
    assert (
        check.status_code == 200
        and w.counts(p).ballots == 0
        and "factor_code" in check.data.decode()
    )
    assert (
        client.post(
            f"/jiahe/proposals/{p}/cast-ballot",
            data={**data, "confirmed": "1", "factor_code": "000000"},
        ).status_code
        == 403
    )
    with site.app.app_context():
        code = steps.code_now(accounts.by_login("representative").account_id)
    done = client.post(
        f"/jiahe/proposals/{p}/cast-ballot", data={**data, "confirmed": "1", "factor_code": code}
    )
    assert (
        done.status_code == 303 and done.location.endswith("/receipt") and w.counts(p).ballots == 1
    )
    receipt = client.get(done.location).data.decode()
    position = max(r.position for r in w.rows(tables.fact, tables.fact.c.kind == "ballot_cast"))
    assert str(position) in receipt
    public = site.client("resident").get(f"/jiahe/record/{position}").data.decode()
    assert 'name="choice"' not in public and "&quot;choice" not in public and "sealed" in public


def test_the_page_says_when_a_meeting_must_be_called(site):
    w = site.world
    p = w.submitted()
    ask = lambda who: w.act(who, inform.AskMeeting(act_id=new_id(), subject_id=p))
    ask("林三")
    assert (
        "居民委员会必须召集会议"
        not in site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    )
    ask("代表甲")  # one of five representatives is one fifth
    assert (
        "居民委员会必须召集会议"
        in site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    )


def test_an_address_that_leads_nowhere_keeps_the_community_around_it(site):
    answer = site.app.test_client().get("/jiahe/nothing/here")
    assert answer.status_code == 404 and "嘉禾社区" in answer.data.decode()
    outside = site.app.test_client().get("/nowhere/at/all")
    assert outside.status_code == 404 and "嘉禾社区" not in outside.data.decode()


def test_an_organisation_with_one_name_applies_for_a_task(site):
    """The page that its second factor opens: nothing is asked about which organisation where there
    is only one.
    """
    client = site.client("organisation")
    page = client.get("/jiahe/tasks/new")
    assert (
        page.status_code == 200
        and 'name="organisation_id"' not in page.data.decode()
        and 'name="promised"' in page.data.decode()
    )
