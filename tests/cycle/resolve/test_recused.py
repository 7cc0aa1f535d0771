"""Who steps aside while a vote is open: the base is smaller from then on where the rules say so,
and nobody says of them that they did not come.
"""

import pytest

from deliberation.charter.facts.proposal.suggest import Recused
from deliberation.charter.subjects import the_proposal
from deliberation.cycle.inform.acts.notice import PostProof
from deliberation.cycle.propose.acts.council import TakeUp
from deliberation.cycle.resolve.acts.proposal import RecordAttendance
from deliberation.cycle.suggest.acts.council import Recommend, Recuse
from deliberation.cycle.suggest.acts.legality import ReviewLegality
from deliberation.cycle.suggest.acts.study import RecordStudy
from deliberation.readings.page import ballots
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.cycle.resolve import test_paper as paper
from tests.record.check.judging.test_turned import forge
from tests.site import LOGINS
from tests.traces import refused
from tests.web.drawn.test_buttons import acts_of
from tests.world import OFFICES, RESIDENTS, World


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def in_group_vote(w):
    """A matter of one building, whose people vote; who steps aside leaves its base."""
    inside = [n for i, n in enumerate([*OFFICES, *RESIDENTS]) if i % 3 == 0]
    author = next(n for n in inside if n in RESIDENTS)
    kw = {"who": author, "group_id": w.group("1栋")}
    p = w.submitted(**kw)
    w.cosign(p, *[n for n in inside if n != author][:10])
    return p, next(n for n in inside if OFFICES.get(n) == "representative")


def members(w, p):
    t = tables.vote_round
    return w.rows(t, t.c.proposal_id == p)[-1].members


def recuse(w, p, who):
    w.act(who, Recuse(**at(p), reason="own_interest"))


def absent(w, p):
    with w.engines.read_connection() as conn:
        return {
            said.split()[0] for _, said in ballots.not_present(conn, w.id, p, w.row(p).round_no)
        }


def test_of_all_members_the_law_counts_nobody_leaves(world):
    w, p = world, world.in_vote()
    before = members(w, p)
    assert "代表甲" in absent(w, p)
    recuse(w, p, "代表甲")
    assert members(w, p) == before and "代表甲" not in absent(w, p)
    verify(w.engines)


def test_who_leaves_is_listed_as_stepping_aside(world):
    w, p = world, world.in_vote()
    recuse(w, p, "代表戊")
    w.cast(p, 代表甲="for", 代表乙="for", 代表丙="for", 代表丁="for", 委员甲="for")
    w.let_pass(p)
    with w.engines.read_connection() as conn:
        rows = ballots.named_ballots(conn, w.id, p, 1)
    assert [r.person_id for r in rows if r.recused] == [w.person["代表戊"]]
    verify(w.engines)


def voted_by_group(w):
    p, who = in_group_vote(w)
    w.act("议员甲", TakeUp(**at(p)))
    w.act("理事甲", Recommend(**at(p), verdict="support", reasons="好。"))
    w.act("书记", RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", ReviewLegality(**at(p), result="clean"))
    posted = {"purpose": "notice", "posted_on": w.today(), "place": "门厅"}
    w.act("窗口", PostProof(**at(p), **posted))
    assert w.let_pass(p) == "vote"
    return p, who


def test_in_a_matter_of_one_group_the_base_is_smaller_from_then_on(world):
    w = world
    p, who = voted_by_group(w)
    before = members(w, p)
    recuse(w, p, who)
    assert members(w, p) == before - 1
    w.let_pass(p)
    t = tables.vote_round
    assert w.rows(t, t.c.proposal_id == p)[0].outcome == "inquorate"
    verify(w.engines)


def test_who_had_signed_in_is_counted_as_present_and_stays(small_world):
    w = small_world
    p, who = voted_by_group(w)
    before = members(w, p)
    w.act("窗口", RecordAttendance(**at(p), person_id=w.person[who]))
    recuse(w, p, who)
    assert members(w, p) == before
    verify(w.engines)


def test_who_holds_a_ballot_on_paper_gives_it_back_first(sqlite_engines, time):
    w = World(sqlite_engines, time).populate(paper.CLERKS)
    p = w.in_vote()
    paper.issue(w, p, "代表甲")
    with refused(w, "paper_issued"):
        recuse(w, p, "代表甲")


@pytest.mark.parametrize("left", [1, 0])
def test_nobody_makes_the_base_smaller_than_the_rules_do(small_world, left):
    """Neither by somebody the law counts, nor is it left as large where somebody leaves."""
    w = small_world
    if left:
        p, who = w.in_vote(), "代表甲"
    else:
        p, who = voted_by_group(w)
    said = forge(
        w,
        Recused(
            person=w.person[who],
            reason="relative",
            statutory_base=bool(left),
            round_no=w.row(p).round_no,
            left=left,
            subject=the_proposal(p),
        ),
        name="recuse",
        by=who,
        role="representative",
    )
    assert f"stepped aside as (1, {left}), and it is (1, {1 - left})" in said


def test_after_the_count_only_who_has_something_left_to_do_steps_aside(site):
    """A representative had the vote; supervisors certify still, the committee assigns the work."""
    w = site.world
    p = w.in_publish({"代表甲": "for", "代表乙": "for", "代表丙": "for"})
    url = f"/jiahe/proposals/{p}"
    may = {"representative": False, "councillor": False, "supervisor": True, "committee": True}
    for who, offered in may.items():
        drawn = {x.act for x in acts_of(site.client(who).get(url).text)}
        assert ("recuse" in drawn) is offered, who
        page = site.client(who).get(f"{url}/recuse")
        assert page.status_code == (200 if offered else 409), who
        assert ("不用再声明回避" in page.text) is not offered, who
    with refused(w, "nothing_left_to_bar"):
        recuse(w, p, LOGINS["representative"])
    recuse(w, p, LOGINS["supervisor"])
    assert w.rows(tables.recusal)[0].person_id == w.person[LOGINS["supervisor"]]
