"""Votes of owners that the city's own system holds: no ballots here; the result entered with its
evidence by one, confirmed by another, judged by Civil Code Art 278, certified like every other, and
redone by `verify`.
"""

from datetime import timedelta

import pytest

from deliberation.charter.attaching import NewFile
from deliberation.charter.rulebook import RulebookError, parse
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.resolve.acts import official, official_announcing
from deliberation.cycle.resolve.acts import paper as paper_acts
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.cycle.supervise.acts import certificate
from deliberation.record import tables
from deliberation.record.check.verify import Wrong, verify
from deliberation.record.ids import new_id
from deliberation.record.write.perform import perform
from tests.cycle.matters.test_plans import recount_check
from tests.traces import refused
from tests.world import World

COMMON = {"uses_common_parts": True}
THERE = (
    'extends = "cn-2026"\n[kinds.property.vote.community]\nlegal_effect = '
    '"external_official_system"\n'
)
PAPER = NewFile(
    digest="ab" * 32,
    small=None,
    media_type="application/pdf",
    size=900,
    width=None,
    height=None,
    alt=None,
    name="公示.pdf",
)
PASSED = {
    "entitled": (40, 400_000),
    "present": (30, 310_000),
    "for": (20, 200_000),
    "against": (8, 90_000),
    "abstain": (2, 20_000),
}


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def lines(figures):
    return tuple((what, *sums) for what, sums in figures.items())


def entry(p, w, figures=PASSED, outcome="passed", **kw):
    values = {
        "system": "市业主决策系统",
        "reference": "YZ-2026-118",
        "ended_on": w.today(),
        "files": (PAPER,),
        **kw,
    }
    return official.RecordOfficialResult(**at(p), figures=lines(figures), outcome=outcome, **values)


def announce(p, w, opens=16, closes=30, **kw):
    day = lambda n: (w.time.at + timedelta(hours=8, days=n)).date().isoformat()
    return official_announcing.AnnounceOfficialVote(
        **at(p),
        **{
            "system": "市业主决策系统",
            "opens_on": day(opens),
            "closes_on": day(closes),
            "link": "https://yz.example.gov.cn/118",
            **kw,
        },
    )


@pytest.fixture
def there(engines, time):
    return World(engines, time, rulebook=THERE).populate()


def in_vote(w, **kw):
    return w.in_vote(who="林一", title="更换电梯", body="更换两台电梯。", answers=COMMON, **kw)


def over(w, p):
    w.time.to(w.row(p).closes_at + timedelta(hours=1))
    w.tick()
    assert w.stage(p) == "vote", "the result is waited for"


def rows(w, table, p):
    return w.rows(table, table.c.proposal_id == p)


def test_the_city_decides_where_the_rules_say_so_and_nobody_votes_here(there):
    w = there
    p = w.posted(who="林一", title="更换电梯", body="更换两台电梯。", answers=COMMON)
    assert w.row(p).legal_effect == "external_official_system"
    w.act("窗口", announce(p, w))
    with refused(w, "votes_elsewhere"):
        w.act(
            "林二", proxy_acts.GrantProxy(**at(p), holder_id=w.person["林三"], instruction="free")
        )
    w.let_pass(p)
    (said,) = rows(w, tables.official_vote, p)
    assert w.stage(p) == "vote" and w.row(p).closes_at.date().isoformat() == said.closes_on, (
        "open until 24:00 of the last day there, in UTC 16:00"
    )
    with refused(w, "votes_elsewhere"):
        w.cast(p, 林二="for")
    with refused(w, "votes_elsewhere"):
        w.act("窗口", paper_acts.IssuePaper(**at(p), person_id=w.person["林二"]))
    with refused(w, "not_yet"):
        w.act("窗口", entry(p, w))
    closes = w.row(p).closes_at
    with refused(w, "bad_date"):
        w.act("窗口", announce(p, w, opens=-2, closes=2))
    w.act("窗口", announce(p, w, opens=-2, closes=40))
    assert w.row(p).closes_at > closes, "put off, never brought forward"
    over(w, p)
    verify(w.engines)


def test_the_result_is_entered_by_one_confirmed_by_another_and_goes_its_usual_way(there):
    w = there
    p = in_vote(w)
    over(w, p)
    w.act("窗口", entry(p, w))
    (first,) = rows(w, tables.official_result, p)
    with refused(w, "wrong_role"):
        w.act("窗口", official.ConfirmOfficialResult(**at(p), entry_id=first.entry_id))
    w.act("监事甲", entry(p, w, reference="YZ-2026-119"))
    one, two = sorted(rows(w, tables.official_result, p), key=lambda r: r.at)
    assert (one.state, two.state, two.evidence) == ("replaced", "entered", "ab" * 32)
    with refused(w, "yours_already"):
        w.act("监事甲", official.ConfirmOfficialResult(**at(p), entry_id=two.entry_id))
    with refused(w, "unknown_reference"):
        w.act("监事乙", official.ConfirmOfficialResult(**at(p), entry_id=one.entry_id))
    w.act("监事乙", official.ConfirmOfficialResult(**at(p), entry_id=two.entry_id))
    (round_,) = rows(w, tables.vote_round, p)
    (area,) = rows(w, tables.owner_round, p)
    assert (
        w.stage(p),
        w.row(p).outcome,
        round_.members,
        round_.votes_for,
        area.members,
        area.votes_for,
    ) == ("publish", "passed", 40, 20, 400_000, 200_000)
    assert recount_check(w, p)[1] == "right"
    w.act("监事甲", certificate.RefuseCertificate(**at(p), statement="再核一次。"))
    assert w.facts(p).count("owners_counted") == 2
    for who in ("监事乙", "监事丙"):
        w.act(who, certificate.Certify(**at(p)))
    assert w.row(p).certified == "yes"
    w.let_pass(p)
    assert w.stage(p) == "carry_out"
    verify(w.engines)


@pytest.mark.parametrize(
    ("figures", "outcome", "code"),
    [
        (
            {**PASSED, "present": (26, 310_000), "for": (16, 200_000)},
            "passed",
            "outcome_contradicts",
        ),  # 26 × 3 < 40 × 2: too few heads
        (
            {**PASSED, "for": (20, 150_000), "against": (8, 140_000)},
            "passed",
            "outcome_contradicts",
        ),  # less than half of the area
        (PASSED, "rejected", "outcome_contradicts"),
        ({**PASSED, "present": (41, 310_000)}, "passed", "more_than_entitled"),
        ({**PASSED, "abstain": (2, 20_001)}, "passed", "figures_do_not_add_up"),
        ({**PASSED, "abstain": (-2, 20_000)}, "passed", "bad_number"),
        ({k: v for k, v in PASSED.items() if k != "abstain"}, "passed", "bad_number"),
        ({**PASSED, "entitled": (40, 10**14)}, "passed", "bad_number"),
        (PASSED, "won", "bad_choice"),
    ],
)
def test_figures_that_do_not_add_up_and_an_outcome_they_do_not_give_are_refused(
    sqlite_engines, time, figures, outcome, code
):
    w = World(sqlite_engines, time, rulebook=THERE).populate()
    p = in_vote(w)
    over(w, p)
    with refused(w, code):
        w.act("窗口", entry(p, w, figures, outcome))


def test_what_else_is_refused(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=THERE).populate()
    p = w.posted(who="林一", answers=COMMON)
    for code, kw in (
        ("bad_address", {"link": "javascript:alert(1)"}),
        ("bad_address", {"link": "https://user@evil.example"}),
        ("opens_in_notice", {"opens": 2}),
        ("bad_date", {"closes": 3, "opens": 2}),
        ("bad_date", {"opens": 30, "closes": 20}),
        ("bad_date", {"opens_on": "soon"}),
        ("empty_text", {"system": " "}),
    ):
        with refused(w, code):
            w.act("窗口", announce(p, w, **kw))
    with refused(w, "official_system_decides"):
        w.act(
            "窗口",
            inform.DeclareEffect(**at(p), legal_effect="binding_by_charter", document="管理规约"),
        )
    w.let_pass(p)
    over(w, p)
    for code, kw in (
        ("no_evidence", {"files": ()}),
        ("bad_date", {"ended_on": "2020-01-01"}),
        ("bad_choice", {"chosen": 1}),
        ("empty_text", {"reference": ""}),
    ):
        with refused(w, code):
            w.act("窗口", entry(p, w, **kw))
    with refused(w, "wrong_role"):
        w.act("林二", entry(p, w))
    here = w.in_vote(who="林二", title="种树", body="种两棵树。")
    with refused(w, "votes_here"):
        w.act("窗口", announce(here, w))
    with refused(w, "votes_here"):
        w.act("窗口", entry(here, w))
    with refused(w, "votes_here"):
        w.act("监事甲", official.ConfirmOfficialResult(**at(here), entry_id=new_id()))


def test_only_owners_have_an_official_system(small_world):
    w = small_world
    p = w.in_notice(who="林一")
    with refused(w, "owners_only"):
        w.act(
            "窗口",
            inform.DeclareEffect(
                **at(p), legal_effect="external_official_system", document="市里的通知"
            ),
        )
    own = w.in_notice(who="林二", title="电梯", answers=COMMON)
    w.act(
        "窗口",
        inform.DeclareEffect(
            **at(own), legal_effect="external_official_system", document="市里的通知"
        ),
    )
    with refused(w, "votes_elsewhere"):
        w.act(
            "林三", proxy_acts.GrantProxy(**at(own), holder_id=w.person["林一"], instruction="free")
        )
    with pytest.raises(RulebookError, match="only owners vote in an official system"):
        parse(THERE.replace("kinds.property.", "kinds.ordinary."))


def test_where_the_rules_name_the_system_the_community_may_still_ask_for_advice_here(there):
    w = there
    p = w.posted(who="林一", answers=COMMON)
    w.act("窗口", inform.DeclareEffect(**at(p), legal_effect="advisory", document="先听意见"))
    w.let_pass(p)
    w.cast(p, 林二="for")
    assert w.counts(p).ballots == 1


def test_several_plans_are_judged_each_by_itself(there):
    w = there
    p = w.in_vote(
        who="林一", title="电梯品牌", body="选一种。", answers=COMMON, plans=("甲牌", "乙牌")
    )
    over(w, p)
    said = {
        "entitled": (40, 400_000),
        "present": (30, 310_000),
        "1": (18, 200_000),
        "2": (6, 60_000),
        "none": (4, 30_000),
        "abstain": (2, 20_000),
    }
    for chosen in (2, 0, None):
        with refused(w, "outcome_contradicts"):
            w.act("窗口", entry(p, w, said, chosen=chosen))
    w.act("窗口", entry(p, w, said, chosen=1))
    (one,) = rows(w, tables.official_result, p)
    w.act("监事甲", official.ConfirmOfficialResult(**at(p), entry_id=one.entry_id))
    assert (w.stage(p), w.row(p).outcome) == ("publish", "passed")
    assert {r.option_no: r.place for r in rows(w, tables.round_option, p)} == {1: 1, 2: None}
    assert recount_check(w, p)[1] == "right"
    verify(w.engines)


def test_silence_never_stops_a_result_and_no_result_ends_the_matter(there):
    w = there
    p = in_vote(w)
    over(w, p)
    w.act("窗口", entry(p, w))
    (_one,) = rows(w, tables.official_result, p)
    w.let_pass(p)
    assert (
        w.stage(p) == "publish"
        and rows(w, tables.official_result, p)[0].state == "unconfirmed"
        and "passed_in_silence" in w.facts(p)
    )
    lost = w.in_vote(who="林二", title="换门禁", body="换两处门禁。", answers=COMMON)
    over(w, lost)
    w.let_pass(lost)
    assert (w.stage(lost), w.row(lost).ending) == ("closed", "lapsed")
    verify(w.engines)


def test_a_result_confirmed_is_entered_no_more(sqlite_engines, time):
    w = World(sqlite_engines, time, rulebook=THERE).populate()
    p = in_vote(w)
    over(w, p)
    w.act("窗口", entry(p, w))
    (one,) = rows(w, tables.official_result, p)
    perform(
        official.ConfirmOfficialResult(**at(p), entry_id=one.entry_id),
        w.actor("监事甲"),
        w.id,
        w.engines,
    )  # the clock has not run yet
    with refused(w, "already_decided"):
        w.act("监事乙", official.ConfirmOfficialResult(**at(p), entry_id=one.entry_id))
    with refused(w, "already_decided"):
        w.act("窗口", entry(p, w))
    w.tick()
    assert w.stage(p) == "publish"


def test_a_stated_outcome_its_figures_do_not_give_is_found_by_verify(
    sqlite_engines, time, monkeypatch
):
    w = World(sqlite_engines, time, rulebook=THERE).populate()
    p = in_vote(w)
    over(w, p)
    monkeypatch.setattr(official.RecordOfficialResult, "_follows", lambda self, case: None)
    w.act("窗口", entry(p, w, outcome="rejected"))
    (one,) = rows(w, tables.official_result, p)
    w.act("监事甲", official.ConfirmOfficialResult(**at(p), entry_id=one.entry_id))
    with pytest.raises(Wrong, match="says rejected None, its figures give passed"):
        verify(w.engines)
