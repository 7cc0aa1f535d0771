"""Names written in on secret ballots (另选他人): a row for each on the sums page, lines on the
printed ballot; a recall's answer lies on the ballot beside the demand.
"""

import re

import pytest

from deliberation.charter.rulebook import load, shipped_text
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts.elections import defence
from deliberation.desk.piles.sums import name_of
from deliberation.record import tables
from deliberation.record.check.verify import verify
from tests.cycle.matters.test_committee_election import MANY, SHEETS, VOTERS, called
from tests.cycle.matters.test_elections import at
from tests.cycle.matters.test_recall import NAMED, reached
from tests.cycle.resolve.test_paper import again, batches, issue, to_close
from tests.desk.paper.test_paper_desk import SECRET, site_of, text
from tests.site import act_id, token
from tests.world import World

CHAIRS, MEMBERS = (20, 4), (24, 22, 20, 14, 9, 8)


@pytest.fixture
def election(sqlite_engines, time, tmp_path):
    return site_of(
        World(sqlite_engines, time, rulebook=load("cn-sichuan-2026").source_text).populate(MANY),
        tmp_path,
    )


def typed(form, valid=SHEETS - 1, **more):
    """The sums of twenty-six sheets, one of them invalid; of seven candidates those for and the
    others against.
    """
    sums = {
        f"sum{q}-{n}={word}": str(votes)
        for q, of_post in ((1, CHAIRS), (2, MEMBERS))
        for n, yes in enumerate(of_post, 1)
        for word, votes in (("for", yes), ("against", valid - yes))
    }
    return {
        "csrf_token": token(form),
        "act_id": act_id(form),
        "sheets": str(SHEETS),
        "sum0-invalid": "1",
        **sums,
        **{k.replace("_", "-"): v for k, v in more.items()},
    }


def test_names_are_entered_in_rows_and_what_is_wrong_stands_beside_its_row(election):
    w, clerk = election.world, election.client("clerk")
    p = called(w)
    issue(w, p, *VOTERS)
    to_close(w, p)
    page = f"/jiahe/desk/paper/{p}/batch"
    form = clerk.get(f"{page}?sheets={SHEETS}")
    shown = form.data.decode()
    assert (
        shown.count('name="name2-') == 3
        and "主任" in shown
        and "委员" in shown
        and "另选他人" in shown
        and "林一" in shown
    )

    def post(**more):
        return clerk.post(page, data=typed(form, **more))

    more = post(more="2", name2_1="王芳", votes2_1="2")
    kept = more.data.decode()
    assert (
        more.status_code == 200
        and kept.count('name="name2-') == 6
        and kept.count('name="name1-') == 3
        and 'value="王芳"' in kept
        and 'value="24"' in kept
        and not batches(w, p)
    )
    assert re.search(r'id="name2-4"[^>]*autofocus', kept)

    for rows, wrong in (
        ({"name2_1": "王芳"}, "王芳 得了多少票"),
        ({"votes2_1": "3"}, "有 3 票没有写姓名"),
        ({"name2_1": "王芳", "votes2_1": "x"}, "不是票数"),
        ({"name2_1": "王芳", "votes2_1": "0"}, "不是票数"),
        ({"name2_1": "王芳", "votes2_1": "26"}, "有效票是 25 张"),
        (
            {"name2_1": "王芳", "votes2_1": "1", "name2_2": "王 芳", "votes2_2": "1"},
            "王芳 写了两行",
        ),
        ({"name2_1": "林四", "votes2_1": "1"}, "林四 是选票上印好的候选人"),
        ({"name2_1": "长" * 41, "votes2_1": "1"}, "最多 40 个字"),
        (
            {"name2_1": "王芳", "votes2_1": "4"},
            "赞成和另选合计 101，但有效票 25 张、每张至多选 4 人，最多 100",
        ),
        ({"sum2_1=abstain": "1"}, "合计 26，但有效票是 25 张"),
    ):
        answer = post(**rows)
        said = answer.data.decode()
        assert answer.status_code == 422 and said.count(wrong) == 2 and 'value="24"' in said, (
            rows,
            wrong,
        )
    assert 'aria-describedby="name2-1-error"' in post(name2_1="王芳").data.decode() and not batches(
        w, p
    )

    assert post(name2_1=" 王　芳 ", votes2_1="3", name1_2="赵 云", votes1_2="1").status_code == 303
    assert [(x.write_in_no, x.name) for x in w.rows(tables.paper_write_in)] == [
        (1, "赵云"),
        (2, "王芳"),
    ]
    [batch] = batches(w, p)
    assert "1 name:1 1" in batch.first and "2 name:2 3" in batch.first
    assert "王芳" not in text(
        election.client("supervisor"), f"{page}/{batch.batch_id}?sheets={SHEETS}"
    ), "the second entry does not see the first"
    entries = [
        e
        for e in (
            (int(q), what, int(votes))
            for q, what, votes in (line.split() for line in batch.first.split("\n"))
        )
        if not e[1].startswith("name:")
    ]
    again(w, p, batch.batch_id, *entries, sheets=SHEETS, written=((1, "赵云", 1), (2, "王芳", 2)))
    differs = text(clerk, f"{page}/{batch.batch_id}/differences")
    assert "委员（成员） · 王芳（另选他人）" in differs and "赵云" not in differs
    verify(w.engines)


def test_one_name_has_one_spelling():
    assert [name_of(x) for x in (" 王　芳 ", "阿依 · 古丽", "Anna  Maria Li", "")] == [
        "王芳",
        "阿依·古丽",
        "Anna Maria Li",
        "",
    ]


def test_the_printed_ballot_has_lines_for_other_names_and_says_how_many_may_be_chosen(election):
    w, clerk = election.world, election.client("clerk")
    p = called(w)
    issue(w, p, "林九")
    sheet = text(clerk, f"/jiahe/desk/paper/{p}/print/1")
    chair, _, member = sheet.partition("委员")
    assert "总共最多选 1 人" in chair and chair.count("另选他人（写全名）") == 1 and "林一" in chair
    assert (
        "总共最多选 4 人" in member and member.count("另选他人（写全名）") == 4 and "林八" in member
    )
    assert (
        sheet.partition("无记名选票")[2]
        == text(clerk, f"/jiahe/desk/paper/{p}/print/stock?count=1").partition("无记名选票")[2]
    )


def test_where_no_names_may_be_written_there_is_no_row_and_no_line(sqlite_engines, time, tmp_path):
    site = site_of(World(sqlite_engines, time, rulebook=SECRET).populate(), tmp_path)
    w, clerk = site.world, site.client("clerk")
    p = w.in_vote()
    issue(w, p, "代表甲")
    assert "另选" not in text(clerk, f"/jiahe/desk/paper/{p}/print/1")
    to_close(w, p)
    assert "name1-1" not in text(clerk, f"/jiahe/desk/paper/{p}/batch?sheets=1")


def recall_in_vote(w, answered=True):
    p = reached(w)
    if answered:
        w.act("委员甲", defence.DefendRecall(**at(p), statement="账目已于昨日公布，见公告栏。"))
    while w.stage(p) != "notice":
        w.let_pass(p)
    w.act("窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="公告栏"))
    assert w.let_pass(p) == "vote"
    return p


@pytest.mark.parametrize("answered", [True, False])
def test_demand_and_answer_lie_in_the_booth(sqlite_engines, time, tmp_path, answered):
    site = site_of(
        World(sqlite_engines, time, rulebook=shipped_text("cn-2026")).populate(), tmp_path
    )
    w, clerk = site.world, site.client("clerk")
    p = recall_in_vote(w, answered)
    issue(w, p, "林九")
    for page in (
        text(clerk, f"/jiahe/desk/paper/{p}/print/1"),
        text(site.client("resident"), f"/jiahe/proposals/{p}/cast-ballot"),
    ):
        assert "账目三个月没有公布" in page and "委员甲" in page
        assert ("账目已于昨日公布" in page) == answered and ("没有申辩" in page) != answered
    sheet, ballot = (
        text(clerk, f"/jiahe/desk/paper/{p}/print/1"),
        text(site.client("resident"), f"/jiahe/proposals/{p}/cast-ballot"),
    )
    assert "☐ 赞成罢免" in sheet and "☐ 反对罢免" in sheet
    assert (
        "无记名" in ballot
        and 'name="choice"' not in ballot
        and "<form" not in ballot.partition("<main")[2].partition("</main")[0]
    )


def test_where_a_recall_is_voted_on_online_the_answer_stands_with_the_ballot(
    sqlite_engines, time, tmp_path
):
    site = site_of(World(sqlite_engines, time, rulebook=NAMED).populate(), tmp_path)
    p = recall_in_vote(site.world)
    ballot = text(site.client("resident"), f"/jiahe/proposals/{p}/cast-ballot")
    assert (
        "账目三个月没有公布" in ballot
        and "账目已于昨日公布" in ballot
        and 'name="choice"' in ballot
    )
