"""Voting by proxy: given in writing, taken on, at most three, never passed on, taken back until
used, used once and bound to the instruction; counted as the principal's ballot.
"""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import select

from deliberation import clock
from deliberation.charter.case import Witness
from deliberation.charter.rulebook import RulebookError, parse
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.voting import papers as papers_made
from deliberation.charter.voting.papers import BUILDERS
from deliberation.counting.papers import Question
from deliberation.cycle.propose.acts import council as council_acts
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.acts import proposal as propose
from deliberation.cycle.resolve.acts import batches, cast_for
from deliberation.cycle.resolve.acts import paper as paper_acts
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts import proxy as proxy_acts
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.suggest.acts import legality, study
from deliberation.cycle.supervise.acts import certificate, objection
from deliberation.desk.acts import entries as desk_acts
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import life as roster_acts
from tests.traces import refused
from tests.world import World

ALL = """extends = "cn-2026"
[kinds.ordinary.vote.community]
electorate = "residents"
factor = "residents"
quorum = { more_than = "1/2" }
recusal_leaves_base = false
"""


def at(p):
    return {"act_id": new_id(), "subject_id": p}


@pytest.fixture
def w(engines, time):
    """A community whose adult residents decide an ordinary matter."""
    return World(engines, time, rulebook=ALL).populate()


@pytest.fixture
def small(sqlite_engines, time):
    return World(sqlite_engines, time, rulebook=ALL).populate()


def grant(w, p, who, whom, instruction="free"):
    w.act(who, proxy_acts.GrantProxy(**at(p), holder_id=w.person[whom], instruction=instruction))
    return next(
        r.proxy_id
        for r in w.rows(tables.proxy)
        if r.principal_id == w.person[who] and r.state == "given"
    )


def given(w, p, who, whom, instruction="free"):
    proxy = grant(w, p, who, whom, instruction)
    w.act(whom, proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=True))
    return proxy


def use(w, p, whom, proxy, choice="for"):
    w.act(whom, cast_for.CastFor(**at(p), proxy_id=proxy, choice=choice))


def state(w, proxy):
    return next(r.state for r in w.rows(tables.proxy) if r.proxy_id == proxy)


def opened(w, p):
    while w.stage(p) == "notice":
        w.let_pass(p)
    assert w.stage(p) == "vote"
    return p


def close(w, p):
    w.time.to(w.row(p).closes_at + timedelta(seconds=1))
    w.tick()
    verify(w.engines)
    return w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[-1]


def test_a_proxy_given_in_the_notice_is_cast_in_the_vote_and_counts_as_the_principals_ballot(w):
    p = w.posted()
    proxy = given(w, p, "林二", "林三", "against")
    opened(w, p)
    with refused(w, "against_instruction"):
        use(w, p, "林三", proxy, "for")
    use(w, p, "林三", proxy, "against")
    w.cast(p, 林三="for")
    with refused(w, "voted_by_proxy"):
        w.cast(p, 林二="for")
    with refused(w, "voted_by_proxy"):
        w.act("林二", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    assert {r.voter_id for r in w.rows(tables.ballot)} == {
        w.person["林二"],
        w.person["林三"],
    } and w.counts(p).ballots == 2
    round_ = close(w, p)
    assert (round_.votes_for, round_.votes_against, round_.present) == (1, 1, 2) and state(
        w, proxy
    ) == "used"
    assert w.facts(p).count("proxy_used") == 1 and w.facts(p).count("ballot_cast") == 2


def test_the_holder_may_change_it_until_the_close_and_the_last_one_counts(w):
    p = opened(w, w.posted())
    proxy = given(w, p, "林二", "林三")
    use(w, p, "林三", proxy, "for")
    use(w, p, "林三", proxy, "abstain")
    (ballot,) = w.rows(tables.ballot)
    assert (ballot.revision, ballot.choice) == (2, "abstain") and close(w, p).votes_abstain == 1


def test_before_it_is_taken_on_it_counts_for_nothing(small):
    w = small
    p = opened(w, w.posted())
    proxy = grant(w, p, "林二", "林三")
    with refused(w, "proxy_over"):
        use(w, p, "林三", proxy)
    with refused(w, "not_your_proxy"):
        w.act("林四", proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=True))
    w.act("林三", proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=False))
    assert state(w, proxy) == "declined"
    with refused(w, "proxy_over"):
        w.act("林三", proxy_acts.AnswerProxy(**at(p), proxy_id=proxy, accepted=True))
    again = given(w, p, "林二", "林四")
    with refused(w, "already_answered"):
        w.act("林四", proxy_acts.AnswerProxy(**at(p), proxy_id=again, accepted=True))
    with refused(w, "unknown_reference"):
        use(w, p, "林三", new_id())


def test_nobody_speaks_for_more_than_three(small):
    w = small
    p = w.posted()
    for who in ("林二", "林三", "林四"):
        given(w, p, who, "林五")
    with refused(w, "too_many_proxies"):
        grant(w, p, "林六", "林五")
    w.act(
        "林二",
        proxy_acts.RevokeProxy(
            **at(p),
            proxy_id=next(
                r.proxy_id for r in w.rows(tables.proxy) if r.principal_id == w.person["林二"]
            ),
        ),
    )
    late, later = grant(w, p, "林六", "林五"), grant(w, p, "林七", "林五")
    w.act("林五", proxy_acts.AnswerProxy(**at(p), proxy_id=late, accepted=True))
    with refused(w, "too_many_proxies"):
        w.act("林五", proxy_acts.AnswerProxy(**at(p), proxy_id=later, accepted=True))


def test_whoever_gave_a_proxy_holds_none_and_nobody_passes_one_on(small):
    w = small
    p = w.posted()
    given(w, p, "林二", "林三")
    with refused(w, "no_passing_on"):
        grant(w, p, "林四", "林二")
    with refused(w, "no_passing_on"):
        grant(w, p, "林三", "林四")
    with refused(w, "proxy_given"):
        grant(w, p, "林二", "林五")
    with refused(w, "bad_choice"):
        grant(w, p, "林六", "林六")
    with refused(w, "bad_choice"):
        grant(w, p, "林六", "林七", "as_you_like")


def test_taken_back_until_used(small):
    w = small
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    with refused(w, "not_your_proxy"):
        w.act("林三", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    w.act("林二", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    with refused(w, "proxy_over"):
        w.act("林二", proxy_acts.RevokeProxy(**at(p), proxy_id=proxy))
    opened(w, p)
    with refused(w, "proxy_over"):
        use(w, p, "林三", proxy)
    w.cast(p, 林二="for")


def test_whoever_votes_themself_needs_no_proxy_any_more(w):
    p = opened(w, w.posted())
    proxy = given(w, p, "林二", "林三")
    w.cast(p, 林二="for")
    assert state(w, proxy) == "voted_self"
    with refused(w, "proxy_over"):
        use(w, p, "林三", proxy)
    with refused(w, "voted_already"):
        grant(w, p, "林二", "林四")
    assert close(w, p).votes_for == 1


def test_a_recusal_bars_the_principals_ballot_and_the_holder(small):
    w = small
    p = w.posted()
    mine, theirs = given(w, p, "理事甲", "林三"), given(w, p, "林四", "理事乙")
    opened(w, p)
    for name in ("理事甲", "理事乙"):
        w.act(name, suggest.Recuse(**at(p), reason="own_interest", explanation="与我有关。"))
    with refused(w, "giver_recused"):
        use(w, p, "林三", mine)
    with refused(w, "recused"):
        use(w, p, "理事乙", theirs)
    with refused(w, "recused"):
        grant(w, p, "林五", "理事乙")
    w.cast(p, 林四="for")
    close(w, p)


def test_only_voters_give_and_hold_and_only_while_the_vote_is_open(small):
    w = small
    p = w.posted()
    with refused(w, "not_on_roll"):
        grant(w, p, "林二", "丁小")
    with refused(w, "not_on_roll"):
        grant(w, p, "林二", "租客远")
    proxy, waiting = given(w, p, "林二", "林三"), grant(w, p, "林四", "林五")
    opened(w, p)
    w.act(
        "窗口",
        roster_acts.RecordLeft(
            act_id=new_id(),
            person_id=w.person["林二"],
            cause="moved_away",
            happened_on=w.today(),
            reason="搬走了。",
        ),
    )
    with refused(w, "giver_gone"):
        use(w, p, "林三", proxy)
    w.time.to(w.row(p).closes_at)
    with refused(w, "window_closed"):
        use(w, p, "林三", proxy)
    with refused(w, "window_closed"):
        w.act("林五", proxy_acts.AnswerProxy(**at(p), proxy_id=waiting, accepted=True))
    with refused(w, "window_closed"):
        grant(w, p, "林六", "林七")


def test_a_proxy_is_for_one_round(small):
    w = small
    p = w.posted()
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    close(w, p)
    w.let_pass(p)
    while w.stage(p) != "closed":
        w.let_pass(p)
    w.act("林一", resolve.RepeatVote(**at(p)))
    opened(w, p)
    with refused(w, "proxy_over"):
        use(w, p, "林三", proxy)
    use(w, p, "林三", given(w, p, "林二", "林三"))
    verify(w.engines)


def test_representatives_come_themselves_unless_the_rules_say_otherwise(sqlite_engines, time):
    w = World(sqlite_engines, time).populate()
    p = w.posted()
    with refused(w, "no_proxies_here"):
        grant(w, p, "代表甲", "代表乙")
    assert (
        parse('extends = "cn-2026"\n[kinds.ordinary.vote.community]\nreps_by_proxy = true\n')
        .kind("ordinary")
        .vote["community"]
        .reps_by_proxy
    )


def test_where_the_rules_let_them_representatives_vote_for_each_other(sqlite_engines, time):
    w = World(
        sqlite_engines,
        time,
        rulebook='extends = "cn-2026"\n[kinds.ordinary.vote.community]\nreps_by_proxy = '
        "true\nproxies_max = 1\n",
    ).populate()
    p = w.posted()
    proxy = given(w, p, "代表甲", "代表乙")
    with refused(w, "too_many_proxies"):
        grant(w, p, "代表丙", "代表乙")
    opened(w, p)
    use(w, p, "代表乙", proxy)
    assert close(w, p).votes_for == 1


def test_owners_give_proxies_too_and_the_holder_speaks_for_the_party(w):
    p = w.posted(
        who="林一",
        title="更换三栋电梯",
        body="使用维修资金更换三栋的两台电梯。",
        answers={"uses_common_parts": True},
    )
    proxy = given(w, p, "租客远", "林三", "for")
    opened(w, p)
    use(w, p, "林三", proxy)
    close(w, p)
    (area,) = w.rows(tables.owner_round)
    assert area.votes_for == 8950


def test_at_the_desk_from_a_signed_paper(w):
    p = w.posted()
    act = at(p)
    w.act(
        "窗口",
        desk_acts.EnterFor(
            **act,
            person_id=w.person["林二"],
            slip="委 7",
            how="present",
            inner=proxy_acts.GrantProxy(**act, holder_id=w.person["林三"], instruction="for"),
        ),
    )
    (proxy,) = w.rows(tables.proxy)
    assert (proxy.desk, proxy.instruction, proxy.state) == (True, "for", "given")
    act = at(p)
    w.act(
        "窗口",
        desk_acts.EnterFor(
            **act,
            person_id=w.person["林三"],
            slip="委 7",
            how="present",
            inner=proxy_acts.AnswerProxy(**act, proxy_id=proxy.proxy_id, accepted=True),
        ),
    )
    opened(w, p)
    use(w, p, "林三", proxy.proxy_id)
    assert [r.slip for r in w.rows(tables.desk_entry)] == ["委 7", "委 7"]
    close(w, p)
    w.act("监事甲", certificate.Certify(**at(p), ticked=()))
    assert w.stage(p) == Stage.publish.value


def test_what_was_instructed_is_sealed(small):
    w = small
    p = w.posted()
    given(w, p, "林二", "林三", "against")
    with w.engines.read_connection() as conn:
        f, b = tables.fact, tables.fact_body
        parts = {
            r.part: bytes(r.body)
            for r in conn.execute(
                select(b.c.part, b.c.body)
                .join(f, (f.c.position == b.c.position) & (f.c.community_id == b.c.community_id))
                .where(f.c.kind == "proxy_granted")
            )
        }
    assert b"against" in parts["sealed"] and b"against" not in parts["public"]


def test_numbers_of_proxies_in_a_communitys_own_rules():
    with pytest.raises(RulebookError, match="negative"):
        parse('extends = "cn-2026"\n[kinds.ordinary.vote.group]\nproxies_max = -1\n', "x.toml")


ELECTION = (
    'extends = "cn-2026"\n[kinds.election]\nlike = '
    '"election_committee"\n[kinds.election.title]\nzh = "选举"\nen = '
    '"Election"\n[kinds.election.vote.community]\nlist_names = true\n'
)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("", None),
        (
            "[kinds.election.vote.community]\n|[kinds.election.vote.community]\nproxies_max = 4\n",
            "每一选民",
        ),
        ("list_names = true|list_names = false", "list of principals"),
        (
            (
                "[kinds.election.title]|[kinds.election.notice]\nroll_objection_days = "
                "4\n[kinds.election.title]"
            ),
            "五日内",
        ),
        (
            (
                "[kinds.election.title]|[kinds.election.notice]\nroll_decide_days = "
                "4\n[kinds.election.title]"
            ),
            "三日内",
        ),
        (
            (
                "[kinds.election.title]|[kinds.election.vote.by_representatives]\nreps_by_proxy "
                "= true\n[kinds.election.title]"
            ),
            "in person",
        ),
    ],
)
def test_an_election_is_held_to_the_numbers_of_its_articles(change, why):
    old, _, new = change.partition("|")
    text = ELECTION.replace(old, new) if old else ELECTION
    if why is None:
        assert parse(text, "x.toml").kinds["election"].vote["community"].proxies_max == 3
        return
    with pytest.raises(RulebookError, match=why):
        parse(text, "x.toml")


def plans(w):
    """In the notice, with two plans on the paper."""
    p = w.draft()
    for title in ("种桂花", "种香樟"):
        w.act("林一", plan_acts.OfferPlan(**at(p), title=title, body="做法。"))
    w.act("林一", propose.Submit(**at(p)))
    w.cosign(p, *[f"林{n}" for n in "二三四五六七八九"], "林十一", "林十二")
    w.act("议员甲", council_acts.TakeUp(**at(p)))
    w.act("理事甲", suggest.Recommend(**at(p), verdict="support", reasons="好。"))
    w.act("书记", study.RecordStudy(**at(p), held_on=w.today(), result="agree", opinion="同意。"))
    w.act("窗口", legality.ReviewLegality(**at(p), result="clean"))
    return p


def test_on_a_paper_the_holder_answers_it_as_they_think_best(w):
    p = plans(w)
    with refused(w, "bad_choice"):
        grant(w, p, "林二", "林三", "for")
    proxy = given(w, p, "林二", "林三")
    opened(w, p)
    with refused(w, "not_on_paper"):
        use(w, p, "林三", proxy, "7")
    use(w, p, "林三", proxy, "2")
    assert [r.choice for r in w.rows(tables.ballot)] == ["2"]
    close(w, p)


def test_a_proxy_for_one_question_abstains_in_every_other(monkeypatch, small):
    w = small
    two = [
        (Question("one", "absolute/1", 2, none=True), ["0" * 26, "1" * 26]),
        (Question("motion", "motion/1", 0), []),
    ]
    monkeypatch.setitem(
        BUILDERS,
        "plans",
        lambda case, options: [(two[0][0], [o.option_id for o in options]), two[1]],
    )
    p = plans(w)
    w.act("林二", proxy_acts.GrantProxy(**at(p), holder_id=w.person["林三"], question=1))
    (proxy,) = w.rows(tables.proxy)
    w.act("林三", proxy_acts.AnswerProxy(**at(p), proxy_id=proxy.proxy_id, accepted=True))
    opened(w, p)
    with refused(w, "against_instruction"):
        use(w, p, "林三", proxy.proxy_id, "1;for")
    use(w, p, "林三", proxy.proxy_id, "1;abstain")
    close(w, p)
    q = w.posted(who="林四")
    with refused(w, "bad_choice"):
        w.act("林二", proxy_acts.GrantProxy(**at(q), holder_id=w.person["林三"], question=1))


def test_a_candidate_holds_none(small):
    w = small
    p = w.posted()
    with w.engines.write_connection() as conn:  # by hand: a motion has no candidates
        conn.execute(
            tables.ballot_option.insert(),
            {
                "community_id": w.id,
                "proposal_id": p,
                "option_id": new_id(),
                "what": "candidate",
                "person_id": w.person["林三"],
                "cost": 0,
                "title": "林三",
                "by": w.person["林一"],
                "at": w.time.at,
                "state": "accepted",
            },
        )
    with refused(w, "candidate_holds_none"):
        grant(w, p, "林二", "林三")
    given(w, p, "林三", "林四")


def test_a_roll_is_objected_to_in_its_first_days_and_answered_before_it_is_frozen(
    sqlite_engines, time
):
    w = World(
        sqlite_engines, time, rulebook=ALL + "[kinds.ordinary.notice]\nroll_objection_days = 3\n"
    ).populate()
    p = w.in_notice()
    w.act("林二", objection.Object(**at(p), ground="roll", body="我家没在名单上。"))
    (due,) = w.rows(tables.obligation, tables.obligation.c.act == "mark_objection")
    assert due.days == 3 and due.due_at < w.row(p).due_at
    w.time.to(w.time.at + timedelta(days=4))
    with refused(w, "objections_over"):
        w.act("林四", objection.Object(**at(p), ground="roll", body="晚了。"))
    w.act("林四", objection.Object(**at(p), ground="content", body="不同意。"))


def test_a_late_objection_to_the_roll_is_answered_by_the_opening(small):
    w = small
    p = w.in_notice()
    w.time.to(w.time.at + timedelta(days=5))
    w.act("林三", objection.Object(**at(p), ground="roll", body="还有一户。"))
    (due,) = w.rows(tables.obligation, tables.obligation.c.act == "mark_objection")
    assert due.due_at == w.row(p).due_at


def test_what_is_put_right_in_the_notice_is_on_the_roll(small):
    w = small
    p = w.posted()
    w.act(
        "窗口",
        roster_acts.RecordLeft(
            act_id=new_id(),
            person_id=w.person["林五"],
            cause="moved_away",
            happened_on=w.today(),
            reason="搬走了。",
        ),
    )
    opened(w, p)
    assert w.person["林五"] not in {r.person_id for r in w.rows(tables.roll_entry)} and w.person[
        "林四"
    ] in {r.person_id for r in w.rows(tables.roll_entry)}


def test_a_ballot_on_paper_and_a_proxy_are_never_both_cast(w):
    p = opened(w, w.posted())
    first, second = given(w, p, "林二", "林五"), given(w, p, "林三", "林五")
    for who in ("林二", "林三"):
        w.act("窗口", paper_acts.IssuePaper(**at(p), person_id=w.person[who]))
    with refused(w, "giver_on_paper"):
        use(w, p, "林五", first)
    w.act("窗口", paper_acts.SettlePaper(**at(p), serial=2, cause="unused"))
    use(w, p, "林五", second, "against")
    with refused(w, "already_voted"):
        w.act("窗口", paper_acts.IssuePaper(**at(p), person_id=w.person["林三"]))
    w.act("窗口", batches.EnterBatch(**at(p), sheets=1, entries=((1, "for"),)))
    (batch,) = w.rows(tables.paper_batch)
    seen = dataclasses.replace(
        w.actor("监事乙"), witness=Witness(w.person["监事甲"], "authenticator", clock.real())
    )
    w.act(
        seen,
        batches.EnterBatchAgain(**at(p), batch_id=batch.batch_id, sheets=1, entries=((1, "for"),)),
    )
    with refused(w, "voted_already"):
        use(w, p, "林五", first, "against")
    round_ = close(w, p)
    assert (round_.votes_for, round_.votes_against, round_.present) == (1, 1, 2)


def test_a_holder_at_the_desk_is_held_to_the_same_and_needs_a_code_beside_them(w):
    p = opened(w, w.posted())
    proxy = given(w, p, "林二", "林三", "against")

    def enter(choice, who="林三", witness="监事甲"):
        act = at(p)
        clerk = w.actor("窗口")
        if witness:
            clerk = dataclasses.replace(
                clerk, witness=Witness(w.person[witness], "authenticator", clock.real())
            )
        w.act(
            clerk,
            desk_acts.EnterFor(
                **act,
                person_id=w.person[who],
                slip="代 1",
                how="present",
                inner=cast_for.CastFor(**act, proxy_id=proxy, choice=choice),
            ),
        )

    with refused(w, "witness_needed"):
        enter("against", witness=None)
    with refused(w, "against_instruction"):
        enter("for")
    with refused(w, "not_your_proxy"):
        enter("against", who="林二")
    enter("against")
    enter("against", witness="林三")
    assert [(e.act, e.person_id, e.ref, e.own_code) for e in w.rows(tables.desk_entry)] == [
        ("cast_for", w.person["林三"], w.person["林二"], False),
        ("cast_for", w.person["林三"], w.person["林二"], True),
    ]
    assert w.counts(p).ballots == 1
    close(w, p)
    w.act("监事甲", certificate.Certify(**at(p), ticked=()))


def test_a_wish_of_one_word_where_the_phase_asks_a_motion_and_a_question_that_the_paper_has(
    monkeypatch, small
):
    w = small
    monkeypatch.setitem(BUILDERS, "plans", papers_made._motion)
    p = plans(w)
    with refused(w, "bad_choice"):
        w.act("林二", proxy_acts.GrantProxy(**at(p), holder_id=w.person["林三"], question=1))
    opened(w, p)
    use(w, p, "林三", given(w, p, "林二", "林三", "against"), "against")
    monkeypatch.undo()
    q = plans(w)
    opened(w, q)
    with refused(w, "bad_choice"):
        w.act("林二", proxy_acts.GrantProxy(**at(q), holder_id=w.person["林三"], question=2))
    w.act("林二", proxy_acts.GrantProxy(**at(q), holder_id=w.person["林三"], question=1))
