"""The roll before and after it is frozen, whole names only for their days, one's own entry, and the
pages of proxies walked by HTTP.
"""

import re
from datetime import timedelta

import pytest

from deliberation import config, create_app
from deliberation.accounts.joining import joining
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.record import tables
from deliberation.record.engines import use
from deliberation.record.ids import new_id
from deliberation.roster.acts import correcting
from deliberation.roster.acts import households as household_acts
from tests.cycle.resolve.test_households import RULES as HOUSEHOLDS
from tests.cycle.resolve.test_proxies import ALL
from tests.site import PASSWORD, Site, act_id, token
from tests.world import World

LISTED = ALL + "list_names = true\nlist_days = 15\n"


@pytest.fixture
def at(sqlite_engines, time, tmp_path):
    """The application over a community with these rules."""

    def made(rules: str) -> Site:
        w = World(sqlite_engines, time, rulebook=rules).populate()
        settings = config.from_environment(
            {"DELIBERATION_INSTANCE": str(tmp_path), "DELIBERATION_DATABASE_URL": w.engines.url}
        )
        config.ensure_keys(settings)
        app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
        use(w.engines)
        w.time.install()
        return Site(app, w)

    return made


def signed_in(site: Site, name: str, login: str):
    """A client of a resident."""
    with site.app.app_context():
        joining.give_account(site.world.id, site.world.person[name], login, PASSWORD)
    client = site.app.test_client()
    answer = client.post(
        "/jiahe/sign-in",
        data={
            "login": login,
            "password": PASSWORD,
            "csrf_token": token(client.get("/jiahe/sign-in")),
        },
    )
    assert answer.status_code == 303
    return client


def main(page) -> str:
    return re.search(r"<main.*?</main>", page.data.decode(), re.S)[0]


def test_names_are_masked_and_there_is_no_roll_before_the_notice(at):
    site = at(ALL)
    w, visitor = site.world, site.client("visitor")
    p = w.in_advise()
    assert (
        visitor.get(f"/jiahe/proposals/{p}/roll").status_code
        == visitor.get(f"/jiahe/proposals/{p}/proxies").status_code
        == 404
    )
    p = w.in_notice(who="林二")
    text = main(visitor.get(f"/jiahe/proposals/{p}/roll"))
    assert "林**" in text and "林三" not in text and "监事甲" in text and "1栋" not in text
    mine = main(signed_in(site, "林三", "lin3").get(f"/jiahe/proposals/{p}/roll"))
    assert "您会列入名单" in mine
    other = signed_in(site, "林四", "lin4")
    row = next(r for r in w.rows(tables.person) if r.name == "林四")
    w.act(
        "窗口",
        correcting.CorrectPerson(
            act_id=new_id(),
            person_id=row.person_id,
            new_name="林四",
            phone=row.phone,
            birth_date="1970-01-01",
            tenure="owner",
            lives_here=False,
            happened_on=w.today(),
            reason="搬到外地住了。",
        ),
    )
    text = main(other.get(f"/jiahe/proposals/{p}/roll"))
    assert "您不在这份名单上" in text and "住在别处" in text


def test_a_published_list_shows_names_and_buildings_and_masks_them_when_its_days_are_over(
    at,
):
    site = at(LISTED)
    w, visitor = site.world, site.client("visitor")
    p = w.posted()
    w.act("林二", proxy_acts.GrantProxy(act_id=new_id(), subject_id=p, holder_id=w.person["林三"]))
    w.act(
        "林三",
        proxy_acts.AnswerProxy(
            act_id=new_id(), subject_id=p, proxy_id=w.rows(tables.proxy)[0].proxy_id, accepted=True
        ),
    )
    address, proxies = f"/jiahe/proposals/{p}/roll", f"/jiahe/proposals/{p}/proxies"
    assert (
        "林三" in main(visitor.get(address))
        and "1栋" in main(visitor.get(address))
        and "林二" in main(visitor.get(proxies))
    )
    w.let_pass(p)
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    until = None
    for _ in range(400):  # the end of the fifteenth day after the close, on a working day
        w.time.advance(hours=1)
        if "林三" not in main(visitor.get(address)):
            until = w.time.at
            break
    closes = w.rows(tables.vote_round)[0].closes_at
    assert until is not None and timedelta(days=15) <= until - closes <= timedelta(days=19)
    assert (
        "林**" in main(visitor.get(address))
        and "1栋" not in main(visitor.get(address))
        and "林二" not in main(visitor.get(proxies))
    )


def test_a_copy_of_a_published_list_is_kept_no_longer_than_the_names_may_be_shown(at):
    site = at(LISTED)
    w, visitor = site.world, site.client("visitor")
    p = w.in_vote()
    closes = w.row(p).closes_at
    from deliberation.charter.calendar import Calendar

    ends = Calendar.load("cn").add_days(closes, 15, "Asia/Shanghai").at
    w.time.to(ends - timedelta(seconds=4))
    w.tick()
    page = visitor.get(f"/jiahe/proposals/{p}/roll")
    assert page.headers["Cache-Control"] == "public, max-age=4" and "林三" in main(page)
    w.time.to(ends)
    assert "林三" not in main(visitor.get(f"/jiahe/proposals/{p}/roll"))


def test_a_household_sees_who_speaks_for_it(at):
    site = at(HOUSEHOLDS)
    w = site.world
    client = signed_in(site, "林二", "lin2")
    page = client.get("/jiahe/my-household")
    answer = client.post(
        "/jiahe/my-household",
        data={"csrf_token": token(page), "act_id": act_id(page), "person_id": w.person["林二"]},
    )
    assert answer.status_code == 303 and [r.person_id for r in w.rows(tables.household_rep)] == [
        w.person["林二"]
    ]
    p = w.in_notice()
    text = main(client.get(f"/jiahe/proposals/{p}/roll"))
    assert "您这一户推选了您" in text and "应到" in text and "户" in text
    w.act(
        "窗口",
        household_acts.RecordHouseholdRep(
            act_id=new_id(),
            dwelling_id=w.rows(tables.household_rep)[0].dwelling_id,
            person_id=None,
            document="撤回",
        ),
    )
    assert "以截止前最后一票为准" in main(client.get(f"/jiahe/proposals/{p}/roll"))


def test_asking_taking_on_and_casting_by_the_pages(at):
    site = at(ALL)
    w = site.world
    p = w.in_vote()
    holder, here = site.client("representative"), f"/jiahe/proposals/{p}"
    asks = site.client("supervisor")  # office holders live here too, and have a second factor
    page = asks.get(f"{here}/grant-proxy")
    home = next(
        r
        for r in w.rows(tables.dwelling)
        if r.dwelling_id == next(x.dwelling_id for x in w.rows(tables.person) if x.name == "代表甲")
    )
    data = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "holder_name": "代表甲",
        "building": home.building,
        "instruction": "against",
    }
    assert (
        asks.post(f"{here}/grant-proxy", data={**data, "holder_name": "代表申"}).status_code == 404
    )
    assert asks.post(f"{here}/grant-proxy", data=data).status_code == 303
    proxy = w.rows(tables.proxy)[0].proxy_id
    assert "想委托您投票" in main(holder.get(here)) and "对方同意后才有效" in main(asks.get(here))
    page = holder.get(f"{here}/answer-proxy/{proxy}")
    assert "反对" in main(page)
    assert (
        holder.post(
            f"{here}/answer-proxy/{proxy}",
            data={"csrf_token": token(page), "act_id": act_id(page), "accepted": "yes"},
        ).status_code
        == 303
    )
    assert asks.get(f"{here}/answer-proxy/{proxy}").status_code == 200 and site.client(
        "author"
    ).get(f"{here}/cast-for/{proxy}").status_code in (403, 404)
    page = holder.get(f"{here}/cast-for/{proxy}")
    cast = {
        "csrf_token": token(page),
        "act_id": act_id(page),
        "choice": "against",
        "confirmed": "1",
    }
    assert holder.post(f"{here}/cast-for/{proxy}", data=cast).status_code == 303
    assert "已替您投票" in main(asks.get(here)) and "/cast-ballot" not in main(asks.get(here))
    page = asks.get(f"{here}/revoke-proxy/{proxy}")
    assert (
        asks.post(
            f"{here}/revoke-proxy/{proxy}", data={"csrf_token": token(page), "act_id": act_id(page)}
        ).status_code
        == 409
    )
    w.act("代表甲", resolve.CastBallot(act_id=new_id(), subject_id=p, choice="for"))
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    assert "由代表甲代投" in main(site.client("visitor").get(here))
