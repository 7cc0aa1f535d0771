"""Whoever gave back a ballot on paper that did not count did not stay away: no page and no print
says so of them, by name or among a number, and none says what the ballot said.
"""

import pytest

from deliberation.cycle.resolve.acts.proposal import RecordAttendance
from deliberation.record.ids import new_id
from tests.cycle.resolve.test_paper import (
    CLERKS,
    SECRET,
    again,
    first,
    issue,
    settle,
    sums,
    to_close,
)
from tests.cycle.resolve.test_piles import close, differing
from tests.site import opened
from tests.world import World

STAYED = "未参加，或纸质选票没有计入"
NEITHER = "弃权、废票、没有计入，或签到未投票"


@pytest.fixture
def site(sqlite_engines, time, tmp_path):
    return opened(World(sqlite_engines, time).populate(CLERKS), tmp_path)


@pytest.fixture
def secret(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time, rulebook=SECRET).populate(CLERKS)
    return opened(w, tmp_path)


def html(client, path):
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    return " ".join(page.data.decode().split())


def said_of(page, name):
    """The cell beside a name in the list of who voted how."""
    row = page.partition("各人怎么投的")[2].partition(f'<th scope="row">{name}</th>')[2]
    return (
        row.partition("</tr>")[0].rpartition("<td")[2].partition(">")[2].partition("<")[0].strip()
    )


def test_by_name_each_who_gave_one_back_is_told_from_who_stayed_away(site):
    w = site.world
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙", "代表丁")
    settle(w, p, 3, "spoiled")
    b = first(w, p, (1, "for"), (2, "against"))
    again(w, p, b, (1, "for"), (2, "abstain"))
    w.cast(p, 委员甲="for")
    close(w, p)
    page = html(site.client("visitor"), f"/jiahe/proposals/{p}")
    assert said_of(page, "代表甲").startswith("赞成")
    assert said_of(page, "代表乙") == "纸质选票已交回，没有计入"
    assert said_of(page, "代表丙") == "纸质选票填坏交回，没有计入"
    assert said_of(page, "代表丁") == "领了纸质选票，没有收回"
    assert said_of(page, "代表戊") == "没有来"


def test_among_the_numbers_they_are_in_no_row_that_says_they_stayed_away(site):
    w = site.world
    p = w.in_vote()
    differing(w, p)
    close(w, p)
    page = html(site.client("visitor"), f"/jiahe/proposals/{p}")
    assert STAYED in page and NEITHER in page, "one is not counted, one is invalid"
    assert NEITHER in html(site.client("visitor"), f"/jiahe/proposals/{p}/print/result")
    certify = html(site.client("supervisor"), f"/jiahe/proposals/{p}/certify")
    assert STAYED in certify and NEITHER in certify


def test_of_a_spoiled_one_alone(site):
    w = site.world
    p = w.in_vote()
    issue(w, p, "代表甲")
    settle(w, p, 1, "spoiled")
    w.cast(p, 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    to_close(w, p)
    page = html(site.client("visitor"), f"/jiahe/proposals/{p}")
    assert STAYED in page and NEITHER not in page


def test_of_a_secret_vote_whoever_took_one_came(secret):
    w = secret.world
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙")
    to_close(w, p)
    first(w, p, *sums(2, 1, 0), sheets=3)
    close(w, p)
    page = html(secret.client("visitor"), f"/jiahe/proposals/{p}")
    assert STAYED not in page and "未参加" in page and NEITHER in page


def test_where_every_ballot_counted_nothing_is_added(site):
    w = site.world
    p = w.in_publish()
    page = html(site.client("visitor"), f"/jiahe/proposals/{p}")
    assert "未参加" in page and STAYED not in page and NEITHER not in page


ROLL = """extends = "cn-2026"
[electorates]
reps_meeting.names = "roll"
representatives.names = "roll"
[kinds.ordinary.vote.community]
list_names = true
"""


def test_on_the_list_for_the_roll_alone_as_well(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time, rulebook=ROLL).populate(CLERKS)
    site = opened(w, tmp_path)
    p = w.in_vote()
    issue(w, p, "代表甲")
    settle(w, p, 1, "spoiled")
    for name in ("代表甲", "代表乙"):
        act = RecordAttendance(act_id=new_id(), subject_id=p, person_id=w.person[name])
        w.act("窗口", act)
    w.cast(p, 代表丙="for", 代表丁="for", 委员甲="for")
    to_close(w, p)
    page = html(site.client("representative"), f"/jiahe/proposals/{p}/who-voted-how")
    lines = [x.partition("</tr>")[0] for x in page.split('<th scope="row">')[1:]]
    told = {x.partition("<")[0].strip(): x for x in lines}
    assert "纸质选票填坏交回，没有计入" in told["代表甲"]
    assert "到会未投票" in told["代表乙"]
