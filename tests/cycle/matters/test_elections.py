"""Elections: called, nominated, vetted, listed, voted, counted by posts, a second round, confirmed;
each refusal with its reason. States are reached by real acts.
"""

from datetime import timedelta

import pytest

from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.propose.acts.elections.calling import CallElection
from deliberation.cycle.propose.acts.elections.nomination import (
    AnswerNomination,
    Nominate,
    SupportNomination,
    WithdrawCandidacy,
)
from deliberation.cycle.propose.acts.withdrawal import Withdraw
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts.elections.confirming import ConfirmElection
from deliberation.cycle.resolve.acts.elections.filing import FileElection
from deliberation.cycle.resolve.acts.elections.second_round import CallSecondRound
from deliberation.cycle.suggest.acts.vetting import VetCandidate
from deliberation.cycle.supervise.acts.objection import AnswerObjection, Object
from deliberation.readings.matters import election_list, elections
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.traces import refused
from tests.world import OFFICES, RESIDENTS

MEMBER = (("member", 2),)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def call(w, matter="election_council", posts=MEMBER, who="窗口", **kw):
    return w.act(
        who,
        CallElection(
            act_id=new_id(),
            matter=matter,
            title="选举居民议事会",
            body="三月底投票，地点在活动室。",
            posts=posts,
            **kw,
        ),
    ).subject_id


def nominate(w, p, name, by=None, post="member"):
    w.act(by or name, Nominate(**at(p), person_id=w.person[name], post=post))
    return candidacy(w, p, name, post)


def candidacy(w, p, name, post="member"):
    t = tables.election_candidate
    return w.rows(t, t.c.proposal_id == p, t.c.person_id == w.person[name], t.c.post == post)[
        0
    ].candidacy_id


def answer(w, p, name, post="member", woman=False, accepts=True):
    w.act(
        name,
        AnswerNomination(
            **at(p),
            candidacy_id=candidacy(w, p, name, post),
            accepts=accepts,
            woman=woman,
            statement="愿意为邻里办事。",
        ),
    )


def stand(w, p, name, woman=False):
    """By oneself, where the rules let one."""
    ref = nominate(w, p, name)
    answer(w, p, name, woman=woman)
    return ref


def jointly(w, p, name, post="member", woman=False):
    """By ten voters, and they agree."""
    others = [n for n in RESIDENTS if n != name][:10]
    ref = nominate(w, p, name, by=others[0], post=post)
    for other in others[1:]:
        w.act(other, SupportNomination(**at(p), candidacy_id=ref))
    answer(w, p, name, post, woman)
    return ref


def posted(w, p, effect="binding_by_charter"):
    if effect != "advisory":
        w.act(
            "窗口",
            inform.DeclareEffect(**at(p), legal_effect=effect, document="选举大会记录 2026-1"),
        )
    w.act(
        "窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏")
    )


def to_vote(w, p, effect="binding_by_charter"):
    """Nominations and vetting are over, the list was shown, the vote is open."""
    assert w.let_pass(p) == "advise" and w.let_pass(p) == "notice"
    posted(w, p, effect)
    assert w.let_pass(p) == "vote"
    return p


def to_confirm(w, p):
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    assert w.stage(p) == "carry_out"
    return p


def council(w, names=("林一", "林二", "林三"), effect="binding_by_charter"):
    p = call(w)
    for name in names:
        stand(w, p, name)
    return to_vote(w, p, effect)


def rank(w, p, who, *names):
    """A ranking by names."""
    order = [
        o.option_id
        for o in sorted(
            w.rows(tables.round_option, tables.round_option.c.proposal_id == p),
            key=lambda o: o.option_no,
        )
    ]
    w.act(
        who,
        resolve.CastBallot(
            **at(p), choice=">".join(str(order.index(candidacy(w, p, n)) + 1) for n in names)
        ),
    )


def offices(w, role):
    o = tables.office
    names = {v: k for k, v in w.person.items()}
    return sorted(names[r.person_id] for r in w.rows(o, o.c.role == role, o.c.left_at.is_(None)))


def test_a_council_is_elected_by_ranking_and_takes_office(world):
    w = world
    p = council(w)
    row = w.row(p)
    assert (row.matter, row.phase, row.legal_effect) == (
        "election_council",
        "election",
        "binding_by_charter",
    )
    for who in RESIDENTS[3:9]:
        rank(w, p, who, "林二", "林一")
    for who in RESIDENTS[9:13]:
        rank(w, p, who, "林三")
    to_confirm(w, p)
    with refused(w, "wrong_role"):
        w.act("林一", ConfirmElection(**at(p), document="x"))
    w.act("窗口", ConfirmElection(**at(p), document="选举委员会确认书 1 号"))
    assert (w.stage(p), w.row(p).ending) == ("closed", "completed")
    assert offices(w, "deliberator") == [
        "林三",
        "林二",
    ]  # 6 and 4 of 10 papers, quota 4: the old council has left
    o = tables.office
    left = w.rows(o, o.c.role == "deliberator", o.c.left_at.is_not(None))
    assert {x.cause for x in left} == {"succeeded"} and len(left) == 2
    (new,) = {
        (x.starts_at, x.ends_at)
        for x in w.rows(o, o.c.role == "deliberator", o.c.left_at.is_(None))
    }
    assert new[0] == w.time.at and new[1] == w.time.at.replace(year=w.time.at.year + 5)
    w.act("窗口", FileElection(**at(p), what="filed", done_on=w.today(), document="回执 5 号"))
    with refused(w, "already_in"):
        w.act("窗口", FileElection(**at(p), what="filed", done_on=w.today(), document="回执 5 号"))
    with refused(w, "bad_date"):
        w.act(
            "窗口",
            FileElection(**at(p), what="handed_over", done_on="2020-01-01", document="清单"),
        )
    with w.engines.read_connection() as s:
        view, held = elections.one(s, w.id, w.row(p)), election_list.posts_held(s, w.id)
    assert (
        view.ranked
        and {c.name for c in view.candidates} == {"林一", "林二", "林三"}
        and [f.what for f in view.filings] == ["filed"]
    )
    assert {post for post, _, _ in held.values()} == {"member"} and len(held) == 2
    verify(w.engines)


def test_an_advisory_election_gives_nobody_an_office(small_world):
    w = small_world
    p = council(w, effect="advisory")
    rank(w, p, "林五", "林一", "林二")
    while w.stage(p) != "closed":
        w.let_pass(p)
    assert w.row(p).ending == "completed" and offices(w, "deliberator") == ["议员乙", "议员甲"]


def test_an_election_nobody_confirms_ends_and_changes_no_office(small_world):
    w = small_world
    p = council(w)
    rank(w, p, "林五", "林一", "林二")
    to_confirm(w, p)
    assert (
        w.let_pass(p) == "closed"
        and w.row(p).ending == "not_carried_out"
        and offices(w, "deliberator") == ["议员乙", "议员甲"]
    )
    with refused(w, "nothing_to_answer"):
        w.act("窗口", FileElection(**at(p), what="filed", done_on=w.today(), document="回执"))
    verify(w.engines)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"matter": "ordinary"}, "bad_choice"),
        ({"matter": "nothing"}, "bad_choice"),
        ({"posts": ()}, "bad_choice"),
        ({"posts": (("chair", 1), ("member", 2))}, "bad_choice"),
        ({"posts": (("member", 0),)}, "bad_number"),
        ({"posts": (("member", 61),)}, "bad_number"),
        ({"way": "by_representatives"}, "bad_choice"),
        ({"way": "by_households"}, "bad_choice"),
        ({"matter": "election_committee", "posts": (("member", 4),)}, "bad_number"),
        (
            {
                "matter": "election_committee",
                "posts": (("member", 2), ("chair", 1), ("vice_chair", 2)),
            },
            "bad_choice",
        ),
        ({"matter": "election_committee", "posts": (("chair", 2), ("member", 4))}, "bad_number"),
        ({"matter": "election_representatives"}, "bad_choice"),
    ],
)
def test_what_is_called_is_lawful(small_world, changed, reason):
    with refused(small_world, reason):
        call(small_world, **changed)


def test_representatives_are_elected_in_their_group_by_its_households(small_world):
    w = small_world
    group = w.group("1栋")
    with refused(w, "seats_by_households"):
        call(w, "election_representatives", (("member", 2),), group_id=group)
    with refused(w, "bad_choice"):
        call(w, "election_council", group_id=group)
    with refused(w, "unknown_reference"):
        call(w, "election_representatives", group_id="0" * 26)
    p = call(w, "election_representatives", (("member", 1),), group_id=group)
    inside = [n for i, n in enumerate([*OFFICES, *RESIDENTS]) if i % 3 == 0 and n in RESIDENTS]
    outside = next(n for n in RESIDENTS if n not in inside)
    with refused(w, "wrong_group"):
        nominate(w, p, outside)
    for name in inside[:2]:
        stand(w, p, name)
    to_vote(w, p)
    voters = w.rows(tables.roll_entry, tables.roll_entry.c.proposal_id == p)
    assert {v.person_id for v in voters} >= {w.person[n] for n in inside} and w.person[
        outside
    ] not in {v.person_id for v in voters}
    for n in inside[2:]:
        w.act(n, resolve.CastBallot(**at(p), choice="1=for,2=against"))
    w.act(inside[0], resolve.CastBallot(**at(p), choice="1=for,2=abstain"))
    enough = 2 * (len(inside) - 1) > len(voters)
    while w.stage(p) in ("vote", "publish"):
        w.let_pass(p)
    if not enough:
        assert w.row(p).ending == "inquorate"
        return
    sitting = offices(w, "representative")
    w.act("窗口", ConfirmElection(**at(p), document="小组推选记录"))
    assert inside[0] in offices(w, "representative") or inside[1] in offices(w, "representative")
    assert (
        len(offices(w, "representative")) < len(sitting) + 1
    )  # those of this group have left, the others stay
    verify(w.engines)


def test_ten_voters_or_the_party_nominate_for_the_committee(world):
    w = world
    p = call(w, "election_committee", (("chair", 1), ("member", 4)))
    with refused(w, "bad_choice"):
        nominate(w, p, "林一", by="林二", post="king")
    with refused(w, "not_adult"):
        nominate(w, p, "丁小", by="林二")
    with refused(w, "not_a_resident"):
        nominate(w, p, "租客远", by="林二")
    with refused(w, "unknown_person"):
        w.act("林二", Nominate(**at(p), person_id="0" * 26))
    ref = nominate(w, p, "林一", by="林二", post="chair")
    with refused(w, "already_nominated"):
        nominate(w, p, "林一", by="林三", post="chair")
    with refused(w, "already_nominated"):
        w.act("林二", SupportNomination(**at(p), candidacy_id=ref))
    with refused(w, "unknown_reference"):
        w.act("林三", SupportNomination(**at(p), candidacy_id="0" * 26))
    with refused(w, "own_interest"):
        w.act(
            "林三",
            AnswerNomination(**at(p), candidacy_id=ref, accepts=True, woman=False, statement="好"),
        )
    with refused(w, "bad_choice"):
        w.act("林一", AnswerNomination(**at(p), candidacy_id=ref, accepts=True, statement="好"))
    answer(w, p, "林一", "chair")
    with refused(w, "already_answered"):
        answer(w, p, "林一", "chair")
    nominate(w, p, "林一", by="林二")
    with refused(w, "one_post_each"):
        answer(w, p, "林一")
    answer(w, p, "林一", accepts=False)
    party = nominate(w, p, "林四", by="书记")
    with refused(w, "nothing_to_answer"):
        w.act("林三", SupportNomination(**at(p), candidacy_id=party))
    # one voter alone is not ten: 林一 does not go on the list, and there are too few;
    # nominations go on once more, then it lapses
    assert w.let_pass(p) == "gather" and w.rows(tables.election)[0].reopened == 1
    assert w.let_pass(p) == "closed" and w.row(p).ending == "lapsed"
    with refused(w, "wrong_stage"):
        nominate(w, p, "林五", by="林二")
    verify(w.engines)


def test_elections_have_no_cosigners_and_no_council_advises(small_world):
    w = small_world
    p = call(w)
    with refused(w, "another_matter"):
        w.cosign(p, "林一")
    with refused(w, "wrong_role"):
        w.act(
            "林一",
            CallElection(
                act_id=new_id(), matter="election_council", title="选举", body="选举", posts=MEMBER
            ),
        )
    w.act("窗口", Withdraw(**at(p)))
    assert w.stage(p) == "closed"
    ordinary = w.submitted("林三")
    for act in (
        Nominate(**at(ordinary), person_id=w.person["林五"]),
        SupportNomination(**at(ordinary), candidacy_id="0" * 26),
        AnswerNomination(**at(ordinary), candidacy_id="0" * 26, accepts=False),
        WithdrawCandidacy(**at(ordinary), candidacy_id="0" * 26),
    ):
        with refused(w, "another_matter"):
            w.act("林五", act)


def test_vetting_names_its_ground_and_silence_keeps_nobody_off(world):
    w = world
    w.operate(
        people.TakeOffice(
            act_id=new_id(),
            person_id=w.person["林九"],
            role="election_committee",
            starts_at=w.time.at,
            ends_at=w.time.at + timedelta(days=300),
            document="推选记录",
        )
    )
    p = call(w, who="林九")
    refs = {n: stand(w, p, n) for n in ("林一", "林二", "林三", "林四")}
    w.let_pass(p)
    vet = {**at(p), "candidacy_id": refs["林四"]}
    for wrong, reason in (
        ({"verdict": "refused"}, "bad_choice"),
        ({"verdict": "refused", "ground": "criminal_punishment"}, "empty_text"),
        ({"verdict": "maybe"}, "bad_choice"),
    ):
        with refused(w, reason):
            w.act("林九", VetCandidate(**{**vet, **wrong, "act_id": new_id()}))
    with refused(w, "wrong_role"):
        w.act("林一", VetCandidate(**vet, verdict="accepted"))
    with refused(w, "unknown_reference"):
        w.act("林九", VetCandidate(**at(p), candidacy_id="0" * 26, verdict="accepted"))
    w.act(
        "林九",
        VetCandidate(
            **vet, verdict="refused", ground="criminal_punishment", reasons="判决书（2024）12 号。"
        ),
    )
    with refused(w, "already_decided"):
        w.act(
            "林九",
            VetCandidate(
                **{**vet, "act_id": new_id()},
                verdict="refused",
                ground="criminal_punishment",
                reasons="再说一次。",
            ),
        )
    w.act("林九", VetCandidate(**at(p), candidacy_id=refs["林一"], verdict="accepted"))
    assert w.let_pass(p) == "notice"
    with refused(w, "list_is_published"):
        w.act(
            "林九",
            VetCandidate(
                **at(p),
                candidacy_id=refs["林二"],
                verdict="refused",
                ground="near_relative",
                reasons="太晚了。",
            ),
        )
    w.act("林四", Object(**at(p), ground="procedure", body="判决书不是我的。"))
    objection = w.rows(tables.objection)[0].objection_id
    w.act(
        "林九",
        AnswerObjection(**at(p), objection_id=objection, outcome="upheld", reasons="查实同名。"),
    )
    w.act("林九", VetCandidate(**at(p), candidacy_id=refs["林四"], verdict="accepted"))
    w.act("林三", WithdrawCandidacy(**at(p), candidacy_id=refs["林三"]))
    with refused(w, "already_decided"):
        w.act("林三", WithdrawCandidacy(**at(p), candidacy_id=refs["林三"]))
    with refused(w, "own_interest"):
        w.act("林三", WithdrawCandidacy(**at(p), candidacy_id=refs["林一"]))
    posted(w, p)
    assert (w.let_pass(p), w.let_pass(p)) == ("notice", "vote")  # nobody said what follows
    shown = w.rows(tables.round_option, tables.round_option.c.proposal_id == p)
    assert {o.option_id for o in shown} == {refs[n] for n in ("林一", "林二", "林四")}
    verify(w.engines)


def test_whoever_stands_leaves_the_election_committee(small_world):
    w = small_world
    w.operate(
        people.TakeOffice(
            act_id=new_id(),
            person_id=w.person["林九"],
            role="election_committee",
            starts_at=w.time.at,
            ends_at=w.time.at + timedelta(days=300),
            document="推选记录",
        )
    )
    p = call(w)
    stand(w, p, "林九")
    o = tables.office
    assert [
        (x.cause, x.left_at is not None) for x in w.rows(o, o.c.role == "election_committee")
    ] == [("nominated", True)]


# --- supervisors, by the representatives' meeting, in one's own name
# ------------------------------------------

MEETING = ("代表甲", "代表乙", "代表丙", "代表丁", "代表戊", "委员甲")


def supervisors(w, *names, seats=3, women=()):
    p = call(w, "election_supervisors", (("member", seats),))
    for name in names:
        stand(w, p, name, woman=name in women)
    return to_vote(w, p)


def each(w, p, who, *chosen):
    """For those named, against the others."""
    order = [
        o.option_id
        for o in sorted(
            w.rows(
                tables.round_option,
                tables.round_option.c.proposal_id == p,
                tables.round_option.c.round_no == w.row(p).round_no,
            ),
            key=lambda o: o.option_no,
        )
    ]
    wanted = {candidacy(w, p, n) for n in chosen}
    w.act(
        who,
        resolve.CastBallot(
            **at(p),
            choice=",".join(
                f"{i}={'for' if ref in wanted else 'against'}" for i, ref in enumerate(order, 1)
            ),
        ),
    )


def standing(w, p, round_no=1):
    t, names = tables.election_standing, {v: k for k, v in w.person.items()}
    people_of = {
        c.candidacy_id: names[c.person_id]
        for c in w.rows(tables.election_candidate, tables.election_candidate.c.proposal_id == p)
    }
    return {
        people_of[r.candidacy_id]: (r.state, r.votes_for)
        for r in w.rows(t, t.c.proposal_id == p, t.c.round_no == round_no)
    }


def test_supervisors_are_elected_by_more_than_half_and_open_seats_are_voted_again(world):
    w = world
    p = supervisors(w, "林一", "林二", "林三", "林四", "林五")
    with refused(w, "not_on_paper"):
        w.act(
            "代表甲", resolve.CastBallot(**at(p), choice="1=for,2=for,3=for,4=for,5=for")
        )  # more than there are seats
    for who in MEETING[:4]:
        each(w, p, who, "林一", "林二")
    each(w, p, MEETING[4], "林一", "林三", "林四")
    each(w, p, MEETING[5], "林三", "林五", "林一")
    w.let_pass(p)
    assert standing(w, p) == {
        "林一": ("elected", 6),
        "林二": ("elected", 4),
        "林三": ("not_elected", 2),
        "林四": ("not_elected", 1),
        "林五": ("not_elected", 1),
    }
    with refused(w, "wrong_role"):
        w.act("监事甲", CallSecondRound(**at(p)))
    w.act("窗口", CallSecondRound(**at(p)))
    row = w.row(p)
    assert (row.stage, row.round_no) == ("notice", 2)
    assert (
        w.let_pass(p) == "vote"
    )  # no proof of posting: the ten days leave no time for a longer notice
    assert {
        r.person_id
        for r in w.rows(
            tables.roll_entry,
            tables.roll_entry.c.proposal_id == p,
            tables.roll_entry.c.round_no == 2,
        )
    } == {w.person[n] for n in MEETING}
    shown = w.rows(
        tables.round_option,
        tables.round_option.c.proposal_id == p,
        tables.round_option.c.round_no == 2,
    )
    assert (
        len(shown) == 1
    )  # one seat, and where no candidate beyond the seats is asked for, whoever has most votes
    each(w, p, "代表甲", "林三")
    each(w, p, "代表乙", "林三")
    each(w, p, "代表丙")
    to_confirm(w, p)
    assert standing(w, p, 2) == {"林三": ("elected", 2)}
    with refused(w, "no_open_seat"):
        w.act("窗口", CallSecondRound(**at(p)))
    w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))
    assert offices(w, "supervisor") == ["林一", "林三", "林二"]
    verify(w.engines)


def test_equals_for_the_last_seat_are_voted_on_again(small_world):
    w = small_world
    p = supervisors(w, "林一", "林二", "林三", "林四")
    for who in MEETING[:4]:
        each(w, p, who, "林一", "林二", "林三")
    for who in MEETING[4:]:
        each(w, p, who, "林一", "林二", "林四")
    w.let_pass(p)
    assert {n: s for n, (s, _) in standing(w, p).items()} == {
        "林一": "elected",
        "林二": "elected",
        "林三": "elected",
        "林四": "not_elected",
    }
    q = supervisors(w, "林五", "林六", "林七", "林八")
    for who in MEETING[:4]:
        each(w, q, who, "林五", "林七", "林八")
    for who in MEETING[4:]:
        each(w, q, who, "林五", "林七", "林八")
    w.let_pass(q)
    assert standing(w, q)["林六"] == ("not_elected", 0)


def test_nobody_who_sits_in_the_committee_or_is_its_near_relative_becomes_a_supervisor(small_world):
    w = small_world
    p = supervisors(w, "林一", "林二", "委员甲")
    for who in MEETING[:5]:
        each(w, p, who, "林一", "林二", "委员甲")
    to_confirm(w, p)
    with refused(w, "incompatible_office"):
        w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))
    o = tables.office
    office = w.rows(o, o.c.person_id == w.person["委员甲"], o.c.role == "committee_member")[
        0
    ].office_id
    w.act("窗口", people.LeaveOffice(act_id=new_id(), office_id=office, cause="resigned"))
    w.act(
        "窗口",
        people.TakeOffice(
            act_id=new_id(),
            person_id=w.person["林九"],
            role="committee_member",
            starts_at=w.time.at,
            ends_at=None,
            document="补选",
        ),
    )
    w.act(
        "窗口",
        people.DeclareRelative(
            act_id=new_id(), person_id=w.person["林九"], relative_id=w.person["林二"]
        ),
    )
    with refused(w, "incompatible_relative"):
        w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))


def test_an_election_nobody_comes_to_is_not_valid_and_may_be_repeated(small_world):
    w = small_world
    p = supervisors(w, "林一", "林二", "林三")
    each(w, p, "代表甲", "林一")
    w.let_pass(p)
    assert w.row(p).outcome == "inquorate"
    with refused(w, "not_valid"):
        w.act("窗口", CallSecondRound(**at(p)))
    while w.stage(p) != "closed":
        w.let_pass(p)
    w.act("委员甲", resolve.RepeatVote(**at(p)))
    posted(w, p)
    w.let_pass(p)
    for who in MEETING:
        each(w, p, who, "林一", "林二", "林三")
    to_confirm(w, p)
    w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))
    assert offices(w, "supervisor") == ["林一", "林三", "林二"]
    verify(w.engines)


def test_where_nobody_reached_half_nobody_is_confirmed_and_the_next_round_has_its_days(small_world):
    w = small_world
    p = supervisors(w, "林一", "林二", "林三")
    for who in MEETING:
        each(w, p, who)
    to_confirm(w, p)
    with refused(w, "nobody_elected"):
        w.act("窗口", ConfirmElection(**at(p), document="推选会议记录"))
    w.time.advance(days=6)
    with refused(w, "second_round_over"):
        w.act("窗口", CallSecondRound(**at(p)))
    assert w.let_pass(p) == "closed" and w.row(p).ending == "rejected"


def test_a_by_election_leaves_everybody_in_office_until_the_end_of_the_term(small_world):
    w = small_world
    p = call(w, "election_supervisors", (("member", 1),), by_election=True)
    stand(w, p, "林一")
    to_vote(w, p)
    for who in MEETING:
        each(w, p, who, "林一")
    to_confirm(w, p)
    w.act("窗口", ConfirmElection(**at(p), document="补选记录"))
    assert offices(w, "supervisor") == ["林一", "监事丙", "监事乙", "监事甲"]
    o = tables.office
    assert len({r.ends_at for r in w.rows(o, o.c.role == "supervisor")}) == 1
