"""The pages of what owners own and decide: at the desk, on the roll, above the ballot, and the
result as sums by heads and by area that a reader redoes.
"""

import re
from datetime import timedelta

import pytest

from deliberation.counting.threshold import Threshold
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.readings.vote import owners as reading
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.engines import current, use
from deliberation.record.ids import new_id
from deliberation.roster.acts import owners as owner_acts
from tests.cycle.matters.test_property import (
    COMMON,
    SPECIAL,
    close,
    dwelling,
    everybody,
    in_vote,
    owns_too,
    shop,
    voters,
)
from tests.desk.test_desk import press, same
from tests.world import World


def text(client, url: str) -> str:
    """The page as it is read: a break of a line is a blank."""
    page = client.get(url)
    assert page.status_code == 200, (url, page.status_code)
    return " ".join(page.data.decode().split())


def address(w, unit: str) -> str:
    d = next(r for r in w.rows(tables.dwelling) if r.dwelling_id == unit)
    return f"{d.building}-{d.unit}-{d.room}"


def test_the_desk_records_a_second_unit_and_its_end(site):
    w, clerk = site.world, site.client("clerk")
    unit, me = shop(w), w.person["林二"]
    url = f"/jiahe/desk/people/{me}/owns"
    assert unit in text(clerk, f"{url}?q=1栋-底商-商铺") and unit not in text(
        clerk, f"{url}?q=9栋-1-101"
    )
    before = same(site)
    assert press(clerk, f"{url}?q=商铺", q="商铺", document="").status_code == 422
    assert (
        press(clerk, f"{url}?q=商铺", q="商铺", dwelling_id="0" * 26, document="证").status_code
        == 422
    )
    assert same(site) == before
    assert (
        press(
            clerk, f"{url}?q=商铺", q="商铺", dwelling_id=unit, document="不动产权证 2026-17"
        ).status_code
        == 303
    )
    again = press(clerk, f"{url}?q=商铺", q="商铺", dwelling_id=unit, document="又一次")
    assert again.status_code == 422 and "又一次" in again.data.decode()
    shown = text(clerk, f"/jiahe/desk/people/{me}")
    assert (
        "不动产权证 2026-17" in shown and address(w, unit) in shown and "3,000.00 平方米" in shown
    )
    (tie,) = w.rows(tables.ownership)
    end = f"{url}/{tie.ownership_id}/end"
    assert end in shown and address(w, unit) in text(clerk, end)
    assert press(clerk, end, reason="").status_code == 422
    assert press(clerk, end, reason="卖了。").status_code == 303
    assert (
        "<del>" in text(clerk, f"/jiahe/desk/people/{me}")
        and clerk.get(f"{url}/{new_id()}/end").status_code == 404
    )
    verify(w.engines)


def test_the_desk_records_who_acts_for_an_owner_of_several_units(site):
    w, clerk = site.world, site.client("clerk")
    one, two, me = shop(w), shop(w, room="车库"), w.person["林三"]
    url = f"/jiahe/desk/people/{me}/acts-for"
    page = text(clerk, f"{url}?q=1栋")
    assert {one, two} <= set(
        re.findall(r'type="checkbox" value="(\w{26})"', page)
    ) and 'value="guardian"' in page
    assert (
        press(clerk, f"{url}?q=1栋", q="1栋", ground="company", document="委托书").status_code
        == 422
    ), "no unit ticked"
    assert (
        press(
            clerk,
            f"{url}?q=1栋",
            q="1栋",
            dwellings=[one, two],
            ground="company",
            document="授权委托书",
        ).status_code
        == 303
    )
    rows = w.rows(tables.representation)
    assert {r.dwelling_id for r in rows} == {one, two} and len(
        {r.representation_id for r in rows}
    ) == 1
    shown = text(clerk, f"/jiahe/desk/people/{me}")
    assert "代表公司或其他单位" in shown and "6,000.00 平方米" in shown
    assert (
        press(clerk, f"{url}/{rows[0].representation_id}/end", reason="换人了。").status_code == 303
    )
    assert all(r.ended_at for r in w.rows(tables.representation))
    assert "授权委托书" not in text(site.client("resident"), "/jiahe/my-entry")
    verify(w.engines)


def test_the_roll_is_shown_with_the_notice_and_everybody_finds_their_own_entry(site):
    w = site.world
    shop(w)
    owns_too(
        w, "林十二", dwelling(w, "林三")
    )  # 林十二 is `resident`: alone at home, and together with 林三
    p = w.posted(who="林一", title="更换三栋电梯", answers=COMMON)
    url = f"/jiahe/proposals/{p}/roll"
    assert url in text(site.client("visitor"), f"/jiahe/proposals/{p}")
    seen = text(site.client("visitor"), url)
    heads = len({r.dwelling_id for r in w.rows(tables.dwelling)})
    assert (
        f">{heads}<" in seen
        and "民法典第二百七十八条" in seen
        and "林三" not in seen
        and "林**" not in seen
        and "/sign-in" in seen
    )
    mine = text(site.client("resident"), url)
    assert (
        mine.count("1 套房，一票") == 2
        and "林**" in mine
        and "这是您和其他共有人合起来的一票" in mine
        and "名册上现在的登记" in mine
    )
    w.let_pass(p)
    frozen = text(site.client("resident"), url)
    assert "名册已经固定" in frozen and frozen.count("1 套房，一票") == 2
    owns_too(w, "林十二", shop(w, room="车库"))
    assert text(site.client("resident"), url).count("1 套房，一票") == 2, (
        "a frozen roll stays as it is"
    )
    ballot = text(site.client("resident"), f"/jiahe/proposals/{p}/cast-ballot")
    assert (
        ballot.count("1 套房，一票") == 2
        and "投了票才算参与表决" in ballot
        and "一人一票" not in ballot
    )


def test_the_roll_names_a_meeting_and_says_why_one_is_not_on_it(site):
    w = site.world
    p = w.in_vote()
    seen = text(site.client("visitor"), f"/jiahe/proposals/{p}/roll")
    assert "代表甲" in seen and "委员甲" in seen and "林三" not in seen
    assert "您在名单上" in text(site.client("representative"), f"/jiahe/proposals/{p}/roll")
    assert "您不在这份名单上" in text(site.client("resident"), f"/jiahe/proposals/{p}/roll")
    gathering = w.submitted("林十七")
    assert site.client("visitor").get(f"/jiahe/proposals/{gathering}/roll").status_code == 404


def test_the_result_shows_both_sums_to_be_redone_by_hand(site):
    w = site.world
    p = in_vote(w, SPECIAL)
    everybody(w, p, "for", but=("林二", "林三", "林四"))
    w.cast(p, 林二="against", 林三="abstain")
    round_, area = close(w, p)
    page = text(site.client("visitor"), f"/jiahe/proposals/{p}")
    metres = lambda n: f"{n // 100:,}.{n % 100:02d}"
    for said in (
        f"{round_.present} × 3 = {round_.present * 3} ≥ {round_.members} × 2",
        f"{metres(area.present)} × 3 = {metres(area.present * 3)} ≥ {metres(area.members)} × 2",
        f"{round_.votes_for} × 4 = {round_.votes_for * 4} ≥ {round_.present} × 3",
        f"{metres(area.votes_for)} × 4 = {metres(area.votes_for * 4)} ≥ {metres(area.present)} × 3",
    ):
        assert said in page, said
    assert (
        page.count('<svg class="tally"') == 2
        and "民法典" in page
        and "第二百八十条" in page
        and "过半数" not in page.split('id="text"')[0].split('id="result"')[1]
    )
    for what in ("result", "resolution", "notice"):
        assert (
            metres(area.votes_for)
            in text(site.client("visitor"), f"/jiahe/proposals/{p}/print/{what}")
            or what == "notice"
        )
    assert metres(area.votes_for) in text(
        site.client("supervisor"), f"/jiahe/proposals/{p}/certify"
    )
    assert "全体业主" in text(site.client("visitor"), f"/jiahe/proposals/{p}/print/notice")


def test_what_did_not_pass_is_explained_as_what_it_is(small_world):
    w = small_world
    shop(w, area=3_000_000)
    p = in_vote(w)
    everybody(w, p)
    close(w, p)
    with w.engines.read_connection() as conn:
        heads, area = reading.counted(conn, w.id, w.rows(tables.vote_round)[0])
    assert (heads.enough, area.enough, heads.base) == (True, False, heads.present)
    q = in_vote(w, SPECIAL)
    names = {v: k for k, v in w.person.items()}
    for i, v in enumerate(sorted(voters(w, q))):
        w.act(
            names[v],
            resolve.CastBallot(act_id=new_id(), subject_id=q, choice="for" if i % 2 else "against"),
        )
    close(w, q)


@pytest.mark.parametrize("joins", [True, False])
def test_silence_is_warned_of_wherever_it_speaks(sqlite_engines, time, tmp_path, joins):
    from deliberation import config, create_app

    own = (
        (
            'extends = "cn-2026"\n[kinds.property.vote.community]\nsilence = '
            '"joins_majority"\ntaking_part = "signed_in"\n'
        )
        if joins
        else None
    )
    w = World(sqlite_engines, time, rulebook=own).populate()
    settings = config.from_environment(
        {"DELIBERATION_INSTANCE": str(tmp_path), "DELIBERATION_DATABASE_URL": w.engines.url}
    )
    config.ensure_keys(settings)
    app = create_app(settings, TESTING=True, ARGON2_PASSES=1, ARGON2_MEMORY_KIB=8)
    use(w.engines)
    w.time.install()
    client, warning = app.test_client(), "不投票的，票权计入多数意见"
    p = w.posted(who="林一", answers=COMMON)
    for url in ("", "/roll", "/print/notice"):
        assert (warning in text(client, f"/jiahe/proposals/{p}{url}")) == joins
    assert ("签到就算参与表决" in text(client, f"/jiahe/proposals/{p}")) == joins
    w.let_pass(p)
    assert (warning in text(client, f"/jiahe/proposals/{p}")) == joins
    everybody(w, p, "for", but=("林二", "林三"))
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    page = text(client, f"/jiahe/proposals/{p}")
    assert ("计入多数意见；但不计入①" in page) == joins
    with current().read_connection() as conn:
        heads, area = reading.counted(conn, w.id, w.rows(tables.vote_round)[0])
    assert (
        bool(heads.silent) == bool(area.silent) == joins
        and heads.base == heads.present + heads.silent
    )
    assert (
        Threshold("more_than", 1, 2).met(heads.votes_for + heads.silent_for, heads.base)
        and heads.carried
    )


def test_ones_own_file_holds_what_one_owns_and_acts_for(site):
    w = site.world
    owns_too(w, "林十二", shop(w))
    w.act(
        "窗口",
        owner_acts.RecordRepresentative(
            act_id=new_id(),
            person_id=w.person["林十二"],
            dwellings=(dwelling(w, "丁小"),),
            ground="guardian",
            document="出生证",
        ),
    )
    held = site.client("resident").get("/jiahe/my-entry/file").get_json()
    assert (
        held["owns"][0]["document"] == "不动产权证 2026-17"
        and held["acts_for"][0]["ground"] == "guardian"
    )
    mine = text(site.client("resident"), "/jiahe/my-entry")
    assert "出生证" in mine and "3,000.00 平方米" in mine
