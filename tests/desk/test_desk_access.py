"""What the desk sees of somebody's doors: a lost second factor that waits, who is being guessed at,
and a lock where there is one.
"""

from deliberation.accounts.addresses import login_subject
from deliberation.accounts.factors import steps
from deliberation.accounts.joining import joining
from deliberation.desk.acts.resets import AskReset, DropReset
from deliberation.record import tables
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, attempts, audit
from tests.accounts.test_lockout import locked_person
from tests.site import LOGINS, act_id, token


def test_a_persons_page_shows_that_a_lost_factor_waits_for_a_supervisor(site):
    w, clerk = site.world, site.client("clerk")
    url = f"/jiahe/desk/people/{w.person['代表甲']}"
    before = clerk.get(url).text
    assert f"{url}/reset" in before and "等监事确认" not in before
    w.act("窗口", AskReset(act_id=new_id(), person_id=w.person["代表甲"], reason="手机丢了"))
    page = clerk.get(url).text
    box = page.partition('id="lost-factor"')[2].partition("</section>")[0]
    assert "已报失，等监事确认" in box and "窗口" in box and 'href="/jiahe/resets"' in box
    assert f"{url}/reset" not in page, "asked already"
    assert "等监事确认" not in clerk.get(f"/jiahe/desk/people/{w.person['代表乙']}").text
    [reset] = w.rows(tables.factor_reset)
    w.act("监事甲", DropReset(act_id=new_id(), reset_id=reset.reset_id))
    assert f"{url}/reset" in clerk.get(url).text and "等监事确认" not in clerk.get(url).text


def test_a_storm_stands_on_the_clerks_day_with_the_way_to_the_person(site):
    clerk, supervisor = site.client("clerk"), site.client("supervisor")
    assert 'id="storms"' not in clerk.get("/jiahe/desk/today").text
    person = locked_person(site)
    page = clerk.get("/jiahe/desk/today").text
    box = page.partition('id="storms"')[2].partition("</section>")[0]
    assert "林三" in box and f'href="/jiahe/desk/people/{person}"' in box
    assert "/jiahe/audit" not in box, "a clerk may not read the log"
    theirs = supervisor.get("/jiahe/supervision").text
    assert 'id="storms"' in theirs and "/jiahe/audit" in theirs
    site.world.time.wait(days=7, minutes=1)
    assert audit.storms(site.world.id, most=5) == []


def wrong_tries(site, login, count):
    for _ in range(count):
        visitor = site.app.test_client()
        page = visitor.get("/jiahe/sign-in")
        fields = {"csrf_token": token(page), "login": login, "password": "wrong wrong"}
        visitor.post("/jiahe/sign-in", data=fields)


def pressed(site, clerk, url):
    """The form as an older page still shows it, sent with a right code of the supervisor."""
    supervisor = site.world.person[LOGINS["supervisor"]]
    with site.app.app_context():
        code = steps.code_now(accounts.of_person(site.world.id, supervisor).account_id)
    form = clerk.get("/jiahe/desk/hand-over")
    fields = {"csrf_token": token(form), "act_id": new_id(), "witness_id": supervisor}
    return clerk.post(url, data=fields | {"witness_code": code}), code


def test_where_nothing_is_held_nothing_is_lifted_and_no_code_is_used(site):
    clerk, person = site.client("clerk"), site.world.person["林三"]
    site.client("supervisor")
    url = f"/jiahe/desk/people/{person}/lift-lock"
    assert "还没有加入" in clerk.get(url).text and "witness_code" not in clerk.get(url).text
    with site.app.app_context():
        joining.give_account(site.world.id, person, "lin3", "two bright lanterns")
    for tries in (0, 2):
        wrong_tries(site, "lin3", tries)
        page = clerk.get(url).text
        assert "没有要解除的：现在就能登录" in page and "witness_code" not in page, tries
    site.world.time.wait(minutes=1)
    answer, code = pressed(site, clerk, url)
    assert answer.status_code == 422 and "没有要解除的" in answer.text
    assert audit.rows(site.world.id, kind="lock_lifted") == []
    with site.app.app_context():
        assert attempts.standing(login_subject("lin3")).wrong == 2
    wrong_tries(site, "lin3", 3)
    assert "witness_code" in clerk.get(url).text and "没有要解除的" not in clerk.get(url).text
    form = clerk.get(url)
    fields = {"csrf_token": token(form), "act_id": act_id(form), "witness_code": code}
    fields |= {"witness_id": site.world.person[LOGINS["supervisor"]]}
    assert clerk.post(url, data=fields).status_code == 303, "the code was not used before"


def test_a_login_that_is_only_slowed_down_can_be_lifted(site):
    found = attempts.Standing(12, None, slowed=True)
    assert found.held and not attempts.Standing(9, None).held
