"""One print job: what is due, what was printed, who may see it; a GET makes no code, and a code is
made only when asked for and confirmed.
"""

from datetime import timedelta

from sqlalchemy import select

from deliberation.accounts.factors import second_factor
from deliberation.desk.printing import due, job
from deliberation.record import tables
from deliberation.record.private import accounts, audit
from deliberation.record.private.tables import factor, join_code
from tests.cycle.matters import rounds
from tests.cycle.matters.test_recall import demand
from tests.cycle.resolve.test_paper import issue, to_close
from tests.site import act_id, token
from tests.traces import row_counts

URL = "/jiahe/desk/print"


def press(client, *parts, sure=False, **more):
    page = client.get(URL)
    return client.post(
        URL,
        data={
            "csrf_token": token(page),
            "act_id": act_id(page),
            "parts": list(parts),
            **({"sure": "y"} if sure else {}),
            **more,
        },
    )


def offered(client) -> dict[str, bool]:
    """{value: ticked} of the page's boxes."""
    found = {}
    for piece in client.get(URL).data.decode().split('name="parts" value="')[1:]:
        value, rest = piece.split('"', 1)
        found[value] = "checked" in rest.split(">", 1)[0]
    return found


def rows(w, statement):
    with w.engines.read_connection() as conn:
        return conn.execute(statement).all()


def test_the_desk_alone_prints(site):
    assert site.client("clerk").get(URL).status_code == 200
    for role in ("resident", "supervisor", "committee", "representative"):
        assert site.client(role).get(URL).status_code == 403
    assert site.client("visitor").get(URL).status_code == 303


def test_everything_due_is_offered_and_each_sheet_is_a_page_of_its_own(site):
    w, client = site.world, site.client("clerk")
    v = w.in_vote(who="林三")
    w.time.to(w.row(v).closes_at - timedelta(hours=1))
    n, g = w.in_notice(who="林二"), w.submitted(title="缺一盏灯")
    found = offered(client)
    wanted = [f"notice:{n}", f"cosign:{g}", f"sign_in:{v}", f"ballots:{v}"]
    assert [k for k in found if k in wanted] == wanted and all(found[k] for k in wanted)
    page = press(client, *wanted).data.decode()
    assert (
        page.count('<section class="page">') == 1 + 1 + 1 + 6
    )  # five representatives and a committee member have not voted
    for words in ("缺一盏灯", "代表甲", "签到表", "附议单", "表决前公示"):
        assert words in page
    assert page.count("<svg") == 9 and "no-store" in client.get(URL).headers["Cache-Control"]


def test_a_result_is_offered_while_somebody_is_asked_to_post_it(site):
    w, client = site.world, site.client("clerk")
    p = w.in_publish()
    assert offered(client)[f"result:{p}"]
    assert press(client, f"result:{p}").data.decode().count('<section class="page">') == 1
    while w.stage(p) == "publish":
        w.let_pass(p)
    assert f"result:{p}" not in offered(client)


def test_nobody_signs_a_sheet_that_cannot_be_entered(site):
    """A budget round takes projects, and a recall names of its own, which no desk enters."""
    w, client = site.world, site.client("clerk")
    for p in (rounds.opened(w), demand(w, "林十三")):
        assert w.stage(p) == "gather" and f"cosign:{p}" not in offered(client)
        assert client.get(f"/jiahe/desk/print/cosign/{p}").status_code == 404


def test_a_vote_that_only_waits_for_paper_needs_no_more_sheets(site):
    w, client = site.world, site.client("clerk")
    p = w.in_vote()
    issue(w, p, "代表甲")
    w.time.to(w.row(p).closes_at - timedelta(hours=1))
    assert {f"sign_in:{p}", f"ballots:{p}"} <= offered(client).keys()
    to_close(w, p)
    assert w.stage(p) == "vote" and not {f"sign_in:{p}", f"ballots:{p}"} & offered(client).keys()


def test_what_was_printed_is_remembered_and_no_longer_ticked_until_it_changes(site):
    w, client = site.world, site.client("clerk")
    g = w.submitted()
    assert offered(client)[f"cosign:{g}"]
    assert press(client, f"cosign:{g}").status_code == 200
    assert offered(client)[f"cosign:{g}"] is False and "打印过" in client.get(URL).data.decode()
    [kept] = list(audit.rows(w.id, kind="list_printed"))
    assert (kept.about_id, kept.detail) == (
        g,
        f"cosign {w.row(g).version_no}",
    ) and kept.person_id == w.person["窗口"]
    log = site.client("supervisor").get("/jiahe/audit").data.decode()
    assert "附议单" in log


def test_a_get_makes_no_code_and_a_press_without_the_tick_none_either(site):
    w, client = site.world, site.client("clerk")
    before = row_counts(w)
    key = next(k for k in offered(client) if k.startswith("letters:"))
    assert press(client, key).status_code == 422 and press(client).status_code == 422
    assert client.post(URL, data={"parts": [key], "sure": "y"}).status_code in (400, 403)
    assert rows(w, select(join_code)) == [] and row_counts(w) == before


def test_letters_go_to_households_without_a_code_and_again_only_when_ticked(site):
    w, client = site.world, site.client("clerk")
    page = press(client, "letters:1栋", sure=True).data.decode()
    made = {r.person_id for r in rows(w, select(join_code))}
    with w.engines.read_connection() as conn:
        there = {
            r.person_id
            for r in conn.execute(
                select(tables.person)
                .join(tables.dwelling, tables.dwelling.c.dwelling_id == tables.person.c.dwelling_id)
                .where(
                    tables.dwelling.c.building == "1栋",
                    tables.person.c.standing == "adult",
                    tables.person.c.lives_here.is_(True),
                    tables.person.c.joined_at.is_(None),
                )
            )
        }
    assert (
        made == there
        and page.count('<section class="page">') >= 1
        and "no-store" in client.get(URL).headers["Cache-Control"]
    )
    found = offered(client)
    assert "letters:1栋" not in found and found["letters_again:1栋"] is False
    press(client, "letters_again:1栋", sure=True)
    open_ones = [
        r.person_id for r in rows(w, select(join_code).where(join_code.c.voided_at.is_(None)))
    ]
    assert sorted(open_ones) == sorted(there)


def test_a_card_is_printed_for_whoever_holds_an_office_without_a_factor_and_works_once_shown(site):
    w, client = site.world, site.client("clerk")
    with site.app.app_context():
        from deliberation.accounts.joining import joining

        account = joining.give_account(w.id, w.person["代表乙"], "rep2", "correct-horse-battery")
    key = f"card:{w.person['代表乙']}"
    found = offered(client)
    assert found[key] and f"card:{w.person['窗口']}" not in found
    page = client.get(URL)
    data = {"csrf_token": token(page), "act_id": act_id(page), "parts": [key], "sure": "y"}
    sheet = client.post(URL, data=data).data.decode()
    code = sheet.split('class="key">')[1].split("<")[0]
    with site.app.test_request_context():
        from flask import g

        g.community = type("C", (), {"id": w.id})()
        assert (
            second_factor.verify_factor(account, w.person["代表乙"], code, ("code_card",)).method
            == "code_card"
        )
    assert key not in offered(client)
    assert len(rows(w, select(factor).where(factor.c.person_id == w.person["代表乙"]))) == 1
    assert w.rows(tables.fact, tables.fact.c.kind == "code_card_issued") and accounts.by_id(account)


def test_codes_need_a_fresh_second_factor(site):
    w, client = site.world, site.client("clerk")
    for _minutes in range(3):
        w.time.wait(minutes=9)
        client.get(URL)
    away = press(client, "letters:1栋", sure=True)
    assert (
        away.status_code == 303 and "/me/code" in away.location and rows(w, select(join_code)) == []
    )
    assert (
        press(client, f"cosign:{w.submitted()}").status_code == 200
    )  # a sheet without codes needs none


def test_nothing_due_says_so(site, monkeypatch):
    monkeypatch.setattr(due, "items", list)
    page = site.client("clerk").get(URL).data.decode()
    assert (
        "现在没有要打印的" in page and "<button" not in page.split("<main")[1].split("</main>")[0]
    )


def test_single_sheets_lead_back_to_their_form(site):
    w, client = site.world, site.client("clerk")
    g, v = w.submitted(), w.in_vote(who="林三")
    before = row_counts(w)
    assert (
        client.get(f"/jiahe/desk/print/cosign/{g}").status_code == 200
        and client.get(f"/jiahe/desk/print/cosign/{v}").status_code == 404
    )
    sheet = client.get(f"/jiahe/desk/print/sign-in/{v}").data.decode()
    assert (
        all(name in sheet for name in ("代表甲", "代表戊"))
        and client.get(f"/jiahe/desk/print/sign-in/{g}").status_code == 404
    )
    slip = client.get(f"/jiahe/desk/print/slip/cast-ballot/{v}").data.decode()
    assert (
        "代表甲" not in slip
        and "☐" in slip
        and client.get(f"/jiahe/desk/print/slip/cast-ballot/{g}").status_code == 404
    )
    assert (
        f"/desk/print/slip/cast-ballot/{v}"
        in client.get(f"/jiahe/desk/entry/cast-ballot/{v}").data.decode()
    )
    assert row_counts(w) == before


def test_a_job_is_made_in_parts_and_one_thing_alone_is_always_printed(site, monkeypatch):
    """A whole community's letters in one answer would keep everybody else waiting."""
    client = site.client("clerk")
    monkeypatch.setattr(job, "AT_ONCE", 2)
    letters = [k for k in offered(client) if k.startswith("letters:")]
    before = row_counts(site.world)
    answer = press(client, *letters, sure=True)
    assert len(letters) > 1 and answer.status_code == 422 and "每次最多 2 页" in answer.text
    assert all(f'value="{k}" checked' in answer.text for k in letters)
    assert row_counts(site.world) == before
    assert press(client, letters[0], sure=True).status_code == 200
