"""The pages of the paper desk beyond the journey: a secret vote's sums, its printed ballots, who
may look.
"""

import pytest

from deliberation import config, create_app
from deliberation.charter.rulebook import shipped_text
from deliberation.record import tables
from deliberation.record.engines import use
from tests.cycle.resolve.test_paper import (
    SECRET,
    VOTERS,
    again,
    batches,
    first,
    issue,
    to_close,
)
from tests.site import Site, act_id, token
from tests.world import World


def site_of(w, tmp_path):
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": str(tmp_path), "DELIBERATION_DATABASE_URL": w.engines.url}
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(w.engines)
    w.time.install()
    return Site(app, w)


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    return site_of(World(sqlite_engines, time, rulebook=SECRET).populate(), tmp_path)


@pytest.fixture
def named(sqlite_engines, time, tmp_path):
    return site_of(
        World(sqlite_engines, time, rulebook=shipped_text("cn-2026")).populate(), tmp_path
    )


def text(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def test_a_secret_vote_at_the_desk(secret):
    w, clerk = secret.world, secret.client("clerk")
    p = w.in_vote()
    desk = f"/jiahe/desk/paper/{p}"
    assert "无记名" in text(clerk, desk) and "cast-ballot" not in text(
        secret.client("representative"), f"/jiahe/proposals/{p}"
    )
    away = clerk.get(f"/jiahe/desk/for/{w.person['代表甲']}/cast-ballot/{p}")
    assert away.status_code == 303 and f"/desk/paper/{p}" in away.location
    issue(w, p, *VOTERS)
    ballot = text(clerk, f"{desk}/print/1")
    stub, _, below = ballot.partition("无记名选票")
    assert "票根 1 号" in stub and "代写" in below and "<svg" in stub and "<svg" not in below
    assert below == text(clerk, f"{desk}/print/2").partition("无记名选票")[2], (
        "below the stub nothing differs between voters"
    )
    stock = text(clerk, f"{desk}/print/stock?count=3")
    assert [n for n in range(5, 10) if f"票根 {n} 号" in stock] == [6, 7, 8]
    names = text(clerk, f"{desk}/print/list")
    assert all(name in names for name in VOTERS) and "赞成" not in names
    to_close(w, p)
    form = clerk.get(f"{desk}/batch?sheets=5")
    data = {
        "csrf_token": token(form),
        "act_id": act_id(form),
        "sheets": "5",
        "sum1-for": "3",
        "sum1-against": "1",
        "sum0-invalid": "x",
    }
    assert clerk.post(f"{desk}/batch", data=data).status_code == 422
    answer = clerk.post(f"{desk}/batch", data={**data, "sum0-invalid": "2"})
    assert (
        answer.status_code == 422
        and "加起来是 6" in answer.data.decode()
        and 'value="3"' in answer.data.decode()
    )
    assert clerk.post(f"{desk}/batch", data={**data, "sum0-invalid": "1"}).status_code == 303
    [batch] = batches(w, p)
    assert (batch.state, batch.first) == ("entered", "0 invalid 1\n1 against 1\n1 for 3")
    assert (
        "3"
        not in secret.client("supervisor")
        .get(f"{desk}/batch/{batch.batch_id}?sheets=5")
        .data.decode()
        .partition("sum1-for")[2]
        .partition(">")[0]
        .partition("value=")[2]
    )
    w.time.to(w.rows(tables.paper_round)[0].waits_until)
    w.tick()
    result = text(secret.client("visitor"), f"/jiahe/proposals/{p}")
    assert "各人怎么投的" not in result and "只保存每一批的合计" in result


def test_nobody_else_sees_the_desk_and_a_closed_vote_has_none(named):
    w = named.world
    p = w.in_vote()
    desk = f"/jiahe/desk/paper/{p}"
    assert (
        named.client("resident").get(desk).status_code == 403
        and named.client("visitor").get(desk).status_code == 303
    )
    issue(w, p, "代表甲")
    assert named.client("supervisor").get(f"{desk}/issue/{w.person['代表乙']}").status_code == 403
    assert "纸质选票（1 号）" in text(named.client("representative"), f"/jiahe/proposals/{p}")
    assert (
        named.client("clerk").get(f"{desk}/print/9").status_code == 404
        and named.client("clerk").get(f"{desk}/print/stock").status_code == 404
    )
    w.cast(p, 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    to_close(w, p)
    w.time.to(w.rows(tables.paper_round)[0].waits_until)
    w.tick()
    assert named.client("clerk").get(desk).status_code == 303
    page = text(named.client("visitor"), f"/jiahe/proposals/{p}")
    assert "1 = 0 + 0 + 0 + 1" in page and "计票记录" in page
    assert "监票人" in text(named.client("visitor"), f"/jiahe/proposals/{p}/print/protocol")


def test_an_annulled_vote_says_why(named):
    w = named.world
    p = w.in_vote()
    issue(w, p, "代表甲")
    w.cast(p, 代表乙="for")
    batch = first(w, p, (1, "for"), sheets=2)
    again(w, p, batch, (1, "for"), sheets=2, who="监事乙")
    to_close(w, p)
    page = text(named.client("visitor"), f"/jiahe/proposals/{p}")
    assert (
        w.stage(p) == "notice"
        and "收回的选票多于发出的选票" in page
        and "收回 2 张，发出 1 张" in page
    )
    assert "作废" in text(named.client("visitor"), f"/jiahe/proposals/{p}/print/protocol")
