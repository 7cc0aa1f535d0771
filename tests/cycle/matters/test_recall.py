"""A recall: demanded by name with reasons, answered, voted on as the member was elected; the office
ends or the same grounds are barred.
"""

from datetime import timedelta

import pytest

from deliberation.charter.rulebook import load, shipped_text
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts import withdrawal
from deliberation.cycle.propose.acts.elections import defence
from deliberation.cycle.propose.acts.elections import recall as r
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.readings.matters import recalls
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from tests.site import opened
from tests.traces import refused
from tests.web.drawn.test_buttons import acts_of
from tests.world import OFFICES, RESIDENTS, World

# Where a community lets recalls be voted on in one's own name, online; Sichuan's months on top.
NAMED = load("cn-sichuan-2026").source_text + (
    '#=== extended by ===\nextends = "cn-sichuan-2026"\nname = '
    '"ours"\n[kinds.recall.vote.community]\nballot = "named"\nmin_working_days = 2\n'
)
EVERYBODY = [*OFFICES, *RESIDENTS]


@pytest.fixture
def named(engines, time) -> World:
    return World(engines, time, rulebook=NAMED).populate()


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def office(w, name="委员甲", role="committee_member"):
    o = tables.office
    return w.rows(o, o.c.person_id == w.person[name], o.c.role == role)[0].office_id


def demand(w, who="林一", office_id=None, **kw):
    return w.act(
        who,
        r.DemandRecall(
            act_id=new_id(),
            office_id=office_id or office(w),
            title="要求罢免委员甲",
            body="账目三个月没有公布，多次要求无果。",
            **kw,
        ),
    ).subject_id


def reached(w, who="林一", **kw):
    """A tenth of thirty-four voters: four names."""
    p = demand(w, who, **kw)
    for name in [n for n in RESIDENTS if n != who][:3]:
        w.act(name, r.JoinRecall(**at(p)))
    assert w.stage(p) == "advise"
    return p


def voted(w, p, yes, no=0, effect="binding_by_charter"):
    while w.stage(p) != "notice":
        w.let_pass(p)
    if effect != "advisory":
        w.act("窗口", inform.DeclareEffect(**at(p), legal_effect=effect, document="居民会议记录"))
    w.act("窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="公告栏"))
    assert w.let_pass(p) == "vote"
    for i, name in enumerate(EVERYBODY[: yes + no]):
        w.act(name, resolve.CastBallot(**at(p), choice="for" if i < yes else "against"))
    assert w.let_pass(p) == "publish"
    return p


def row(w, p):
    return w.rows(tables.recall, tables.recall.c.proposal_id == p)[0]


def test_a_recall_that_passes_ends_the_office(named):
    w = named
    p = demand(w)
    assert (row(w, p).needed_voters, row(w, p).needed_representatives, row(w, p).voters) == (
        4,
        2,
        1,
    )
    with refused(w, "already_cosigned"):
        w.act("林一", r.JoinRecall(**at(p)))
    with refused(w, "own_interest"):
        w.act("委员甲", r.JoinRecall(**at(p)))
    with refused(w, "recall_open"):
        demand(w, "林二")
    with refused(w, "another_matter"):
        w.act("林一", withdrawal.Withdraw(**at(p)))
    for name in ("林二", "林三", "林四"):
        w.act(name, r.JoinRecall(**at(p)))
    assert w.stage(p) == "advise" and row(w, p).vote_by > w.time.at + timedelta(days=85)
    with refused(w, "not_the_recalled"):
        w.act("林一", defence.DefendRecall(**at(p), statement="不是这样。"))
    w.act("委员甲", defence.DefendRecall(**at(p), statement="账目已于昨日公布，见公告栏。"))
    voted(w, p, yes=18)
    assert row(w, p).passed is True and row(w, p).barred_until is None
    o = tables.office
    (left,) = w.rows(o, o.c.office_id == row(w, p).office_id)
    assert (left.cause, left.left_at) == ("recalled", w.time.at)
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert w.row(p).ending == "completed"
    with w.engines.read_connection() as s:
        view = recalls.recall_of(s, w.id, w.row(p))
    assert view.name == "委员甲" and len(view.demanders) == 4
    verify(w.engines)


def test_what_failed_bars_the_same_grounds_for_six_months(named):
    w = named
    p = voted(w, reached(w), yes=9, no=9)
    assert w.row(p).outcome == "rejected" and row(w, p).passed is False
    assert row(w, p).barred_until > w.time.at + timedelta(days=178)
    while w.stage(p) != "closed":
        w.let_pass(p)
    with refused(w, "recall_barred"):
        demand(w, "林九")
    q = demand(w, "林九", other_facts=True)
    assert w.stage(q) == "gather"
    w.let_pass(q)
    assert (w.stage(q), w.row(q).ending) == ("closed", "lapsed")  # one name is not a tenth
    w.time.to(row(w, p).barred_until)
    assert w.stage(demand(w, "林九")) == "gather"
    verify(w.engines)


def test_a_third_of_the_representatives_is_enough(named):
    w = named
    p = demand(w, "代表甲")
    w.act("代表乙", r.JoinRecall(**at(p)))
    assert w.stage(p) == "advise" and (row(w, p).voters, row(w, p).representatives) == (2, 2)
    w.let_pass(p)
    assert (
        w.stage(p) == "notice" and w.counts(p).silences == 1
    )  # no answer yet: marked, and it may still come
    w.act("委员甲", defence.DefendRecall(**at(p), statement="我有话说。"))
    with refused(w, "another_matter"):
        w.act("委员甲", inform.ShortenNotice(**at(p), hours=24, reasons="急"))


def test_an_advisory_recall_ends_no_office(named):
    w = named
    p = voted(w, reached(w), yes=18, effect="advisory")
    assert row(w, p).passed is True
    o = tables.office
    assert w.rows(o, o.c.office_id == row(w, p).office_id)[0].left_at is None


def test_too_few_voters_decide_nothing_and_bar_nothing_until_it_was_repeated(named):
    w = named
    p = voted(w, reached(w), yes=17)  # 17 of 34 is not more than half
    assert w.row(p).outcome == "inquorate" and row(w, p).ended_at is None
    while w.stage(p) != "closed":
        w.let_pass(p)
    w.act("林一", resolve.RepeatVote(**at(p)))
    voted(w, p, yes=3)
    assert row(w, p).passed is False and row(w, p).barred_until is not None


def test_what_is_demanded_is_lawful(small_world, time):
    w = small_world
    with refused(w, "unknown_office"):
        demand(w, office_id=office(w, "监事甲", "supervisor"))
    with refused(w, "unknown_office"):
        demand(w, office_id="0" * 26)
    with refused(w, "factor_needed"):
        w.act(
            w.actor("林一", factor=None),
            r.DemandRecall(act_id=new_id(), office_id=office(w), title="罢免", body="理由"),
        )
    p = reached(w)
    while w.stage(p) != "vote":
        w.let_pass(p)
    with refused(w, "secret_on_paper"):
        w.act("林一", resolve.CastBallot(**at(p), choice="for"))
    other = World(w.engines, time, slug="other", rulebook=shipped_text("association")).populate()
    with refused(other, "bad_choice"):
        demand(other)
    ordinary = w.in_advise()
    for name, act in (
        ("林一", r.JoinRecall(**at(ordinary))),
        ("委员甲", defence.DefendRecall(**at(ordinary), statement="我有话说。")),
    ):
        with refused(w, "another_matter"):
            w.act(name, act)


def test_beside_a_member_stands_the_demand_or_the_recall_that_runs(sqlite_engines, time, tmp_path):
    w = World(sqlite_engines, time, rulebook=NAMED).populate()
    site, form = opened(w, tmp_path), f"/jiahe/offices/{office(w)}/demand-recall"
    assert form in site.client("resident").get("/jiahe/bodies").text
    assert site.client("resident").get(form).location  # a code first
    p = demand(w, "林一")
    for who in ("resident", "representative", "visitor"):
        page = site.client(who).get("/jiahe/bodies").text
        assert form not in page and f"/jiahe/proposals/{p}" in page, who
    before, answer = w.rows(tables.log_head), site.client("representative").get(form)
    assert answer.status_code == 409 and f"/jiahe/proposals/{p}" in answer.text
    assert "请参加联名" in answer.text and w.rows(tables.log_head) == before
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert form in site.client("representative").get("/jiahe/bodies").text


THEIRS = {"defend_recall", "join_recall"}


def acts_on(site, who, url):
    return {drawn.act for drawn in acts_of(site.client(who).get(url).text)}


def test_the_page_offers_each_what_is_theirs(sqlite_engines, time, tmp_path):
    """The answer to whom it concerns, the demand to whoever has not joined it; the rest is refused
    before its form, with the reason.
    """
    w = World(sqlite_engines, time, rulebook=NAMED).populate()
    p = demand(w, "林一")
    site = opened(w, tmp_path)
    url = f"/jiahe/proposals/{p}"
    drawn = {who: acts_on(site, who, url) for who in ("author", "committee", "resident")}
    assert {who: found & THEIRS for who, found in drawn.items()} == {
        "author": set(),
        "committee": {"defend_recall"},
        "resident": {"join_recall"},
    }
    assert "您已联名" in site.client("author").get(url).text
    assert "您已联名" not in site.client("resident").get(url).text
    before = w.rows(tables.log_head)
    for who, act, reason in (
        ("resident", "defend-recall", "只能由被要求罢免的本人提出"),
        ("author", "join-recall", "您已经附议过"),
        ("committee", "join-recall", "这件事与您有利害关系"),
    ):
        page = site.client(who).get(f"{url}/{act}")
        assert page.status_code in (403, 409) and reason in page.text, (who, act, page.text)
    assert w.rows(tables.log_head) == before
