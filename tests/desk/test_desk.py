"""The clerk's desk over HTTP: a roster from a file, near relatives, erasing, posting, code cards.

Each refusal leaves no trace.
"""

import io
import re

import pytest
from werkzeug.test import EnvironBuilder

from deliberation.accounts.factors import steps
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.private import accounts
from deliberation.roster import file as roster_file
from deliberation.roster.acts import people as acts
from deliberation.web.forms.room import most_of
from tests.site import act_id, token
from tests.traces import contents, one_wrong_witness_code, refused

HEAD = ",".join(names[0] for names in roster_file.COLUMNS.values())
GOOD = (
    "嘉禾苑,9栋,1,101,新一,13900000001,1980-05-01,89.50,业主,是\n嘉禾苑,9栋,1,102,新二,13900000002,1990-05-01,"
    "70,租户,是\n"
)
BAD = "嘉禾苑,9栋,1,103,新三,13900000003,昨天,70,业主,是\n"


def upload(client, data: bytes, name: str = "roster.csv", **more):
    page = client.get("/jiahe/desk/roster-file")
    return client.post(
        "/jiahe/desk/roster-file",
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "file": (io.BytesIO(data), name),
            **more,
        },
        content_type="multipart/form-data",
    )


def press(client, url: str, **fields):
    page = client.get(url)
    return client.post(
        url.split("?")[0], data={"csrf_token": token(page), "act_id": act_id(page), **fields}
    )


def same(site) -> dict:
    """Everything but sign-in's own bookkeeping."""
    return {
        t: d
        for t, d in contents(site.world).items()
        if t not in ("account_session", "carried_form")
    }


def people(site) -> set[str]:
    return {r.name for r in site.world.rows(tables.person)}


def test_a_file_with_a_bad_row_enters_nobody_and_names_row_column_and_reason(site):
    client = site.client("clerk")
    before = same(site)
    answer = upload(client, f"{HEAD}\n{GOOD}{BAD}".encode())
    text = answer.data.decode()
    assert (
        answer.status_code == 422
        and "出生日期" in text
        and "不是日期" in text
        and '<th scope="row">4</th>' in text
    )
    assert same(site) == before


def test_the_good_rows_come_when_the_clerk_says_so_and_twice_changes_nothing(site):
    client = site.client("clerk")
    assert upload(client, f"{HEAD}\n{GOOD}{BAD}".encode(), skip_bad="y").status_code == 200
    assert {"新一", "新二"} <= people(site) and "新三" not in people(site)
    before = same(site)
    again = upload(client, f"{HEAD}\n{GOOD}".encode())
    assert again.status_code == 200 and "录入 0 人" in again.data.decode()
    assert same(site) == before
    verify(site.world.engines)


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"PK\x03\x04not a table", "roster.csv", "这不是 XLSX 文件"),
        (b"plain text", "roster.xlsx", "这不是 XLSX 文件"),
        (b"", "roster.csv", "文件是空的"),
        ("姓名,电话\n张三,1".encode(), "roster.csv", "缺少"),
        (b"\xfa\x81\xff\xfe", "roster.csv", "编码"),
        (f"{HEAD}\n{GOOD * 100}".encode() + b"\0", "roster.csv", "这不是 CSV 文件"),
        (f"{HEAD}\n{GOOD}{'长' * 140000}".encode(), "roster.csv", "一行超过 65536 个字"),
        (
            f"{HEAD}\n{GOOD}{GOOD.replace('新二', '新' + chr(7))}".encode(),
            "roster.csv",
            "不能保存的字符",
        ),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(site, data, name, said):
    client = site.client("clerk")
    before = same(site)
    answer = upload(client, data, name)
    assert answer.status_code == 422 and said in answer.data.decode()
    assert same(site) == before


def test_the_roster_form_takes_what_it_says_and_says_its_own_limit(site):
    """2 MB are 2 MB, whatever else the request carries; the server in front knows it, too."""
    line = "1栋,101,新一,1980-05-01\n"
    head = "楼栋,房号,姓名,出生日期\n" + line
    left = 2 * 1024 * 1024 - len(head.encode())
    full = (head + (" " * 59_999 + "\n") * (left // 60_000) + " " * (left % 60_000)).encode()
    assert len(full) == 2 * 1024 * 1024
    client = site.client("clerk")
    assert upload(client, full).status_code == 200
    for more in (full + b"\n", full * 5):
        answer = upload(client, more)
        html = answer.data.decode()
        assert answer.status_code == 422 and "文件超过 2 MB" in html and "照片" not in html
    built = EnvironBuilder(
        path="/jiahe/desk/roster-file", method="POST", content_type="multipart/form-data"
    )
    cookie = f"deliberation={client.get_cookie('deliberation').value}"
    environ = {**built.get_environ(), "HTTP_COOKIE": cookie}
    assert most_of(site.app)(environ)[0] > 11_000_000


def test_what_is_wrong_or_rounded_is_said_in_sentences(site):
    client, head = site.client("clerk"), "楼栋,房号,姓名,出生日期,建筑面积\n"
    answer = upload(client, (head + "1栋,1,新一,2980-05-01,1\n1栋,1,新二,五月,abc\n").encode())
    html = answer.data.decode()
    for said in ("2980-05-01 还没有到", "“五月”不是日期", "“abc”不是面积", "没有一行是对的"):
        assert said in html
    assert (
        upload(client, (head + "1栋,1,新一,2980-05-01,1\n").encode(), skip_bad="y").status_code
        == 422
    )
    html = upload(client, head.encode()).data.decode()
    assert "一个人也没有" in html and "录入 0" not in html
    html = upload(client, (head + "1栋,1,新一,1980-05-01,33.3333\n").encode()).data.decode()
    assert "33.3333 → 33.33" in html and "第 2 行" in html
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert "另存为" in upload(client, old, "名册.xls").data.decode()


def test_the_template_that_is_downloaded_can_be_entered(site):
    client = site.client("clerk")
    template = client.get("/jiahe/desk/roster-template.csv")
    assert "attachment" in template.headers["Content-Disposition"]
    assert upload(client, template.data).status_code == 200
    assert "张三" in people(site)


def test_the_clerk_declares_relatives_and_a_supervisor_only_their_own(site):
    w, clerk = site.world, site.client("clerk")
    me, other = w.person["林一"], w.person["委员甲"]
    url = f"/jiahe/desk/people/{me}/relatives?q=委员甲"
    assert press(clerk, url).status_code == 422
    assert press(clerk, url, relative_id=other).status_code == 303
    assert "委员甲" in clerk.get(f"/jiahe/desk/people/{me}").data.decode()
    twice = press(clerk, url, relative_id=other)
    assert twice.status_code == 422 and len(w.rows(tables.relative)) == 2
    assert press(clerk, url, relative_id="0" * 26).status_code == 422
    supervisor = site.client("supervisor")
    assert supervisor.get(url).status_code == 403
    page = supervisor.get("/jiahe/my-relatives?q=林二").data.decode()
    assert w.person["林二"] in page and "-101" not in page
    assert w.person["林二"] not in supervisor.get("/jiahe/my-relatives?q=林").data.decode()
    assert (
        press(supervisor, "/jiahe/my-relatives?q=林二", relative_id=w.person["林二"]).status_code
        == 303
    )
    assert site.client("resident").get("/jiahe/my-relatives").status_code == 403


def test_erasing_shows_what_goes_first_and_the_record_still_verifies(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted("林一", title="含私事的提议", body="不该公开的话。")
    position = max(r.position for r in w.rows(tables.fact) if r.kind == "proposal_submitted")
    shown = client.get(f"/jiahe/record/{position}").data.decode()
    url = f"/jiahe/desk/erase/{position}/text"
    assert (
        url in shown
        and url not in site.client("resident").get(f"/jiahe/record/{position}").data.decode()
    )
    assert "不该公开的话" in client.get(url).data.decode()
    before = same(site)
    assert press(client, url, ground="request").status_code == 422  # not ticked
    assert press(client, url, sure="y").status_code == 422  # no ground
    assert same(site) == before
    for anonymous in (site.app.test_client(), site.client("resident")):
        assert "含私事的提议" in anonymous.get(f"/jiahe/proposals/{p}").data.decode()
    assert press(client, url, ground="request", sure="y").status_code == 303
    for anonymous in (site.app.test_client(), site.client("resident")):
        page = anonymous.get(f"/jiahe/proposals/{p}").data.decode()
        assert "含私事的提议" not in page and "不该公开的话" not in page
    assert "含私事的提议" not in site.app.test_client().get("/jiahe/proposals").data.decode()
    assert press(client, url, ground="request", sure="y").status_code == 422
    assert site.client("supervisor").get(url).status_code == 403
    verify(w.engines)


def test_posting_lists_what_must_hang_with_its_proof_or_without(site):
    w, client = site.world, site.client("clerk")
    assert "现在没有要张贴的" in client.get("/jiahe/desk/posting").data.decode()
    p = w.in_notice()
    page = client.get("/jiahe/desk/posting").data.decode()
    assert (
        "还没有张贴证明" in page
        and f"/jiahe/proposals/{p}/post-proof" in page
        and f"/jiahe/proposals/{p}/print/notice" in page
    )
    q = w.posted(who="林二", title="另一件")
    page = client.get("/jiahe/desk/posting").data.decode()
    assert page.index(w.row(p).title) < page.index(w.row(q).title) and "1 栋公告栏" in page
    assert site.client("resident").get("/jiahe/desk/posting").status_code == 403


def test_a_code_card_leaves_a_public_fact_is_printed_once_and_never_for_oneself(site):
    w, client = site.world, site.client("clerk")
    person = w.person["代表甲"]
    page = client.get(f"/jiahe/desk/people/{person}")
    form = {"csrf_token": token(page), "act_id": act_id(page)}
    first = client.post(f"/jiahe/desk/people/{person}/card", data=form)
    assert first.status_code == 200 and w.facts().count("code_card_issued") == 1
    again = client.post(f"/jiahe/desk/people/{person}/card", data=form)
    assert again.status_code == 303 and w.facts().count("code_card_issued") == 1
    before = same(site)
    own = w.person["窗口"]
    page = client.get(f"/jiahe/desk/people/{own}")
    assert (
        client.post(
            f"/jiahe/desk/people/{own}/card",
            data={"csrf_token": token(page), "act_id": act_id(page)},
        ).status_code
        == 403
    )
    assert same(site) == before


def test_a_proof_that_is_there_is_not_asked_for_again(site):
    w, client = site.world, site.client("clerk")
    p = w.in_publish()
    url = f"/jiahe/proposals/{p}"
    assert f"{url}/post-proof" in client.get(url).data.decode()
    press(client, f"{url}/post-proof", posted_on=w.today(), place="东门公告栏")
    assert f"{url}/post-proof" not in client.get(url).data.decode()


def test_the_desk_alone_does_not_replace_a_second_factor_in_office_but_with_a_supervisor_it_does(
    site,
):
    w, client, holder = site.world, site.client("clerk"), site.client("representative")
    person = w.person["代表甲"]
    press_card = lambda: client.post(
        f"/jiahe/desk/people/{person}/card",
        data=(lambda page: {"csrf_token": token(page), "act_id": act_id(page)})(
            client.get(f"/jiahe/desk/people/{person}")
        ),
    )
    before = same(site)
    answer = press_card()
    assert answer.status_code == 403 and "不能由一人单独办理" in answer.data.decode()
    with refused(w, "two_people_needed"):
        w.act("窗口", acts.IssueCard(act_id=new_id(), person_id=person))
    assert same(site) == before
    assert (
        press(client, f"/jiahe/desk/people/{person}/reset", reason="手机掉进河里").status_code
        == 422
    )  # nobody was seen
    assert (
        press(
            client, f"/jiahe/desk/people/{person}/reset", reason="手机掉进河里", seen="y"
        ).status_code
        == 303
    )
    [reset] = w.rows(tables.factor_reset)
    assert (
        "拿走" not in client.get("/jiahe/resets").data.decode()
        and press(client, "/jiahe/resets", reset_id=reset.reset_id, decision="confirm").status_code
        == 422
    )
    assert holder.get("/jiahe/me").status_code == 200
    page = site.client("supervisor").get("/jiahe/resets").data.decode()
    assert "手机掉进河里" in page and 'value="confirm"' in page
    assert (
        press(
            site.client("supervisor"), "/jiahe/resets", reset_id=reset.reset_id, decision="confirm"
        ).status_code
        == 303
    )
    assert w.rows(tables.factor_reset)[0].state == "confirmed"
    assert holder.get("/jiahe/me").status_code == 303  # signed out everywhere
    assert press_card().status_code == 200
    verify(w.engines)


def test_a_ballot_is_entered_from_a_slip_with_the_supervisors_code_and_a_receipt(site):
    w, client = site.world, site.client("clerk")
    p, person = w.in_vote(), w.person["代表乙"]
    site.client("supervisor")
    account = accounts.of_person(w.id, w.person["监事甲"]).account_id
    url = f"/jiahe/desk/for/{person}/cast-ballot/{p}"
    page = client.get(f"/jiahe/desk/for/{person}").data.decode()
    assert url in page
    fields = {
        "choice": "for",
        "how": "present",
        "slip": "V-1",
        "read_back": "y",
        "witness_id": w.person["监事甲"],
        "witness_code": "000000",
    }
    with one_wrong_witness_code(w, of="监事甲", beside="窗口"):
        assert press(client, url, **fields).status_code == 422
    w.time.wait(seconds=30)
    with site.app.app_context():
        code = steps.code_now(account)
    answer = press(client, url, **{**fields, "witness_code": code})
    assert answer.status_code == 303, answer.data.decode()
    receipt = client.get(answer.location).data.decode()
    assert "V-1" in receipt and "监事甲" in receipt and "赞成" not in receipt
    assert w.counts(p).ballots == 1
    verify(w.engines)


def test_a_sheet_is_entered_in_one_go_and_only_once(site):
    w, client = site.world, site.client("clerk")
    p = w.submitted()
    url = f"/jiahe/desk/sheet/{p}"
    page = client.get(url, query_string={"building": "1栋"})
    ids = re.findall(r'name="people"[^>]*value="([^"]+)"', page.data.decode())
    assert len(ids) > 3
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "people": ids[:3],
        "slip": "页2",
        "building": "1栋",
    }
    assert [client.post(url, data=data).status_code for _ in range(2)] == [303, 303]
    assert w.counts(p).cosigns == 3 and len(w.rows(tables.desk_entry)) == 3
    assert "代录" in site.client("resident").get(f"/jiahe/proposals/{p}").data.decode()
    assert (
        f"/desk/for/{ids[0]}/take-back/{p}" in client.get(f"/jiahe/desk/for/{ids[0]}").data.decode()
    )
    assert (
        press(
            client, f"/jiahe/desk/for/{ids[0]}/take-back/{p}", slip="页2", how="present"
        ).status_code
        == 303
    )  # entered for the wrong person
    assert (
        w.counts(p).cosigns == 2
        and [e.act for e in w.rows(tables.desk_entry)].count("take_back") == 1
    )
    assert (
        client.get(f"/jiahe/desk/entry/cosign/{p}", query_string={"q": "林三"})
        .data.decode()
        .count("/desk/for/")
        == 1
    )


def test_a_proposal_and_a_comment_are_entered_as_dictated(site):
    w, client = site.world, site.client("clerk")
    person = w.person["林三"]
    answer = press(
        client,
        f"/jiahe/desk/for/{person}/proposal",
        title="电梯里装扶手",
        body="老人站不稳。",
        how="visited",
        slip="T-1",
    )
    assert answer.status_code == 303 and "T-1" in client.get(answer.location).data.decode()
    [p] = [r for r in w.rows(tables.proposal) if r.author_id == person]
    assert p.stage == "gather"
    assert (
        press(
            client,
            f"/jiahe/desk/for/{w.person['林四']}/comment/{p.proposal_id}",
            body="同意",
            stance="for",
            how="present",
            slip="T-2",
        ).status_code
        == 303
    )
    assert "代录" in site.client("visitor").get(f"/jiahe/proposals/{p.proposal_id}").data.decode()
