"""The roll before and after it is frozen: numbers for visitors, names for those on it, whole only
for their days; how each voted; one's own entry, and the pages of proxies walked by HTTP.
"""

import re
from datetime import timedelta

import pytest

from deliberation import config, create_app
from deliberation.accounts.joining import joining
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.readings.vote import rolls
from deliberation.record import tables
from deliberation.record.engines import use
from deliberation.record.ids import new_id
from deliberation.roster.acts import correcting
from deliberation.roster.acts import households as household_acts
from tests.cycle.resolve.test_households import RULES as HOUSEHOLDS
from tests.cycle.resolve.test_proxies import ALL
from tests.site import PASSWORD, Site, act_id, token
from tests.world import RESIDENTS, World

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


def renewed(site: Site, login: str):
    """Somebody who has an account already, signed in anew: sessions end, and time went on."""
    client = site.app.test_client()
    data = {"login": login, "password": PASSWORD}
    client.post("/jiahe/sign-in", data={**data, "csrf_token": token(client.get("/jiahe/sign-in"))})
    return client


def lives_elsewhere(w: World, name: str) -> None:
    """Somebody moved out of the community and still owns their home in it."""
    row = next(r for r in w.rows(tables.person) if r.name == name)
    w.act(
        "窗口",
        correcting.CorrectPerson(
            act_id=new_id(),
            person_id=row.person_id,
            new_name=name,
            phone=row.phone,
            birth_date="1970-01-01",
            tenure="owner",
            lives_here=False,
            happened_on=w.today(),
            reason="搬到外地住了。",
        ),
    )


def key_of(page, name: str) -> str:
    """What a form has for somebody whom it names."""
    found = re.search(rf'value="([^"]+)"[^>]*>(?:\s*<[^>]+>)*\s*{name}', page.data.decode())
    assert found, name
    return found[1]


def main(page) -> str:
    return re.search(r"<main.*?</main>", page.data.decode(), re.S)[0]


def test_a_visitor_sees_how_many_and_who_is_on_it_sees_masked_names(at):
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
    members = sum(r.standing == "adult" and r.lives_here for r in w.rows(tables.person))
    assert f"应到 {members} 人" in text and "住在哪里" in text and "名单上的人登录后才能看" in text
    assert "**" not in text and not any(name in text for name in (*RESIDENTS, "监事甲"))
    many = [int(n) for n in re.findall(r'<td class="n">(\d+)</td>', text)]
    assert len(many) > 1 and sum(many) == members, "by group, and together all of them"
    mine = main(signed_in(site, "林三", "lin3").get(f"/jiahe/proposals/{p}/roll"))
    assert "您会列入名单" in mine and "林**" in mine and "监事甲" in mine
    assert "林二" not in mine and "1栋" not in mine
    other = signed_in(site, "林四", "lin4")
    lives_elsewhere(w, "林四")
    text = main(other.get(f"/jiahe/proposals/{p}/roll"))
    assert "您不在这份名单上" in text and "住在别处" in text and "林**" not in text


def test_a_published_list_is_for_those_on_it_until_its_days_are_over(at):
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
    voter = signed_in(site, "林五", "lin5")
    for seen in (main(visitor.get(address)), main(visitor.get(proxies))):
        assert "贴在公告栏" in seen and "林三" not in seen and "林二" not in seen
    assert "有 1 人委托别人代投" in main(visitor.get(proxies))
    assert (
        "林三" in main(voter.get(address))
        and "1栋" in main(voter.get(address))
        and "林二" in main(voter.get(proxies))
    )
    w.let_pass(p)
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    until = None
    # Until the end of the fifteenth day after the close, on a working day: looked at each day of
    # the fifteen, then every few hours.
    for hours in (*[24] * 14, *[4] * 30):
        w.time.advance(hours=hours)
        if "林三" not in main(renewed(site, "lin5").get(address)):
            until = w.time.at
            break
    closes = w.rows(tables.vote_round)[0].closes_at
    assert until is not None and timedelta(days=15) <= until - closes <= timedelta(days=19)
    again = renewed(site, "lin5")
    assert (
        "林**" in main(again.get(address))
        and "1栋" not in main(again.get(address))
        and "林二" not in main(again.get(proxies))
    )


@pytest.mark.parametrize("page", ["roll", "proxies", "roll/sheet", "who-voted-how"])
def test_no_list_is_for_a_search_engine_nor_for_a_shared_copy(at, page):
    site = at(LISTED)
    w = site.world
    p = w.in_publish({"林二": "for"}, who="林二")
    who = signed_in(site, "林五", "lin5") if page != "roll/sheet" else site.client("clerk")
    answer = who.get(f"/jiahe/proposals/{p}/{page}")
    assert answer.status_code == 200 and "noindex" in answer.headers["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in answer.data.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_sheet_for_the_notice_board_is_printed_in_an_office_while_the_list_may_hang(at):
    site = at(LISTED)
    w = site.world
    p = w.in_vote()
    url = f"/jiahe/proposals/{p}/roll/sheet"
    for role in ("visitor", "resident", "councillor"):
        refused_page = site.client(role).get(url)
        assert refused_page.status_code == 403 and "林三" not in refused_page.data.decode()
        assert url not in site.client(role).get(f"/jiahe/proposals/{p}/roll").data.decode()
    for role in ("clerk", "supervisor", "committee"):
        sheet = site.client(role).get(url).data.decode()
        assert all(name in sheet for name in ("林三", "监事甲", "1栋")), role
        assert not any(ident in sheet for ident in w.person.values())
        assert url in site.client(role).get(f"/jiahe/proposals/{p}/roll").data.decode()


def test_there_is_no_sheet_where_the_rules_publish_no_list(at):
    site = at(ALL)
    p = site.world.in_vote()
    for role in ("visitor", "clerk"):
        assert site.client(role).get(f"/jiahe/proposals/{p}/roll/sheet").status_code == 404


def test_a_long_list_is_paged_by_keys_that_say_nothing(at, monkeypatch):
    """Building and name order it; the key of the next page is good for this list alone."""
    monkeypatch.setattr(rolls, "PAGE", 7)
    site = at(LISTED)
    w = site.world
    p = w.in_vote()
    voter, url = signed_in(site, "林五", "lin5"), f"/jiahe/proposals/{p}/roll"
    address, pages, lines = url, [], []
    while address:
        html = voter.get(address).data.decode()
        pages.append(address + html)
        row = r'<th scope="row">([^<]+)</th>\s*<td>([^<]+)</td>'
        lines += re.findall(row, html)
        found = re.search(r'rel="next"\s+href="([^"]+)"', html)
        address = found[1].replace("&amp;", "&") if found else None
    home = {r.dwelling_id: r.building for r in w.rows(tables.dwelling)}
    on = [r for r in w.rows(tables.person) if r.standing == "adult" and r.lives_here]
    wanted = sorted((len(home[r.dwelling_id]), home[r.dwelling_id], r.name) for r in on)
    assert [(building, name) for name, building in lines] == [(b, n) for _, b, n in wanted]
    assert len(pages) == -(-len(on) // 7) > 3
    assert not any(ident in html for html in pages for ident in w.person.values())
    assert [r.name for r in sorted(on, key=lambda r: r.person_id)] != [n for _, _, n in wanted]
    key = re.search(r"from=([^\n<\"]+)", pages[1])[1].partition("<")[0]
    first = main(voter.get(url))
    for strange in (w.person["林五"], "x", "é", "A" * 500, f"{key[:-2]}AA"):
        assert main(voter.get(url, query_string={"from": strange})) == first, strange
    other = w.in_vote(who="林二", title="另一件事")
    elsewhere = f"/jiahe/proposals/{other}/roll"
    assert main(voter.get(elsewhere, query_string={"from": key})) == main(voter.get(elsewhere))


def test_who_voted_how_is_for_those_on_the_roll_and_names_no_absence(at):
    site = at(LISTED)
    w = site.world
    stranger = signed_in(site, "林十五", "lin15")
    lives_elsewhere(w, "林十五")
    p = w.in_publish({"林二": "for", "林三": "against"}, who="林二")
    url = f"/jiahe/proposals/{p}/who-voted-how"
    result = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    assert url in result and "林**" not in result.partition('id="result"')[2].partition("<aside")[0]
    asked = site.client("visitor").get(url)
    assert asked.status_code == 303 and "/sign-in" in asked.location
    lines = main(signed_in(site, "林五", "lin5").get(url))
    assert "林二" in lines and "赞成" in lines and "林三" in lines and "反对" in lines
    assert "林四" not in lines and "林六" not in lines, "whoever did not come is on no list"
    answer = stranger.get(url)
    assert answer.status_code == 403 and "林二" not in answer.data.decode()


def test_the_way_to_who_voted_how_is_drawn_as_long_as_it_leads_there(at):
    site = at(LISTED)
    w = site.world
    p = w.in_publish({"林二": "for", "林三": "against"}, who="林二")
    page, voter = f"/jiahe/proposals/{p}", signed_in(site, "林二", "lin2")
    drawn = []
    for _ in range(24):
        drawn.append(f"{page}/who-voted-how" in voter.get(page).text)
        assert ("林三" in main(voter.get(f"{page}/who-voted-how"))) is drawn[-1]
        w.time.advance(days=1)
        voter = renewed(site, "lin2")
    assert drawn[0] and not drawn[-1]


@pytest.mark.parametrize(("names", "status"), [("own", 404), ("roll", 200)])
def test_a_community_keeps_its_votes_as_close_as_it_likes(at, names, status):
    site = at(LISTED + f'\n[electorates]\nresidents.names = "{names}"\n')
    w = site.world
    p = w.in_publish({"林二": "for"}, who="林二")
    voter, here = signed_in(site, "林二", "lin2"), f"/jiahe/proposals/{p}"
    assert voter.get(f"{here}/who-voted-how").status_code == status
    assert (f"{here}/who-voted-how" in voter.get(here).data.decode()) == (names == "roll")
    assert ("林三" in main(voter.get(f"{here}/roll"))) == (names == "roll")
    assert voter.get(f"{here}/receipt").status_code == 200, "one's own everybody finds"


def test_people_in_office_vote_before_everybody_and_their_absence_shows(site):
    w = site.world
    p = w.in_publish({"代表甲": "for"})
    text = site.client("visitor").get(f"/jiahe/proposals/{p}").data.decode()
    how = text.partition("各人怎么投的")[2].partition("</details>")[0]
    assert "代表甲" in how and "赞成" in how and "没有来" in how
    assert site.client("visitor").get(f"/jiahe/proposals/{p}/who-voted-how").status_code == 404


def test_a_household_sees_who_speaks_for_it(at):
    site = at(HOUSEHOLDS)
    w = site.world
    client = signed_in(site, "林二", "lin2")
    page = client.get("/jiahe/my-household")
    assert w.person["林二"] not in page.data.decode()
    strange = {"csrf_token": token(page), "act_id": act_id(page), "person_id": w.person["林二"]}
    assert client.post("/jiahe/my-household", data=strange).status_code in (403, 409, 422)
    assert not w.rows(tables.household_rep)
    answer = client.post(
        "/jiahe/my-household",
        data={"csrf_token": token(page), "act_id": act_id(page), "person_id": key_of(page, "林二")},
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
    assert "由代表甲代投" not in main(site.client("visitor").get(here))
    # The names of this roll are shown to nobody: neither is how each voted.
    now = main(holder.get(f"{here}/who-voted-how"))
    assert "由代表甲代投" not in now and "我自己的选票" in now
