"""The residents' committee is elected on secret paper by all voters (Art 19): sums of the boxes, a
second round on the same roll, a woman, near relatives, five to nine.
"""

import pytest

from deliberation.charter.rulebook import RulebookError, load, parse
from deliberation.cycle.inform.acts.notice import DeclareEffect, PostProof
from deliberation.cycle.resolve.acts import paper
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts.batches import EnterBatch
from deliberation.cycle.resolve.acts.elections.confirming import ConfirmElection
from deliberation.cycle.resolve.acts.elections.second_round import CallSecondRound
from deliberation.cycle.resolve.acts.elections.written_in import NameWrittenIn
from deliberation.readings.matters import election_list, elections
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people
from tests.cycle.matters.test_elections import (
    answer,
    at,
    call,
    candidacy,
    nominate,
    offices,
    standing,
)
from tests.cycle.resolve.test_paper import CLERKS, both, issue, settle, to_close
from tests.traces import refused
from tests.world import RESIDENTS, World

POSTS, SIX = (("chair", 1), ("member", 4)), (("chair", 1), ("member", 5))
MANY = CLERKS | {
    f"代表{n}": "representative" for n in range(1, 16)
}  # twenty with those of the cast: Art 28 lets five more sit in their meeting
SHEETS = 26  # of fifty voters: more than half
VOTERS = [*MANY, *RESIDENTS][:SHEETS]
CHAIRS, MEMBERS = ("林一", "林二"), ("林三", "林四", "林五", "林六", "林七", "林八")


@pytest.fixture
def w(engines, time):
    return World(engines, time, rulebook=load("cn-sichuan-2026").source_text).populate(MANY)


def called(w, women=("林八",), chairs=CHAIRS, members=MEMBERS, posts=POSTS, **more):
    """All of them named by the Party organisation; the list and the roll hang for twenty days, and
    the record of the poll is on file.
    """
    p = call(w, "election_committee", posts, **more)
    for post, names in (("chair", chairs), ("member", members)):
        for name in names:
            nominate(w, p, name, by="书记", post=post)
            answer(w, p, name, post, woman=name in women)
    assert w.let_pass(p) == "advise" and w.let_pass(p) == "notice"
    assert (w.row(p).due_at - w.time.at).days >= 20
    w.act(
        "窗口",
        DeclareEffect(**at(p), legal_effect="binding_by_charter", document="选举大会记录"),
    )
    w.act("窗口", PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏"))
    assert w.let_pass(p) == "vote"
    return p


def boxes(w, p, votes, *, sheets=SHEETS, invalid=0, written=()):
    """Ballots handed out to twenty-six, and the sums of the boxes: for each candidate those for,
    the others against.
    """
    issue(w, p, *VOTERS[:sheets])
    to_close(w, p)
    options = w.rows(
        tables.round_option,
        tables.round_option.c.proposal_id == p,
        tables.round_option.c.round_no == w.row(p).round_no,
    )
    names = {w.person[n]: n for n in w.person}
    who = {
        c.candidacy_id: names[c.person_id]
        for c in w.rows(tables.election_candidate, tables.election_candidate.c.proposal_id == p)
    }
    entries = [(0, "invalid", invalid)] if invalid else []
    for o in options:
        yes = votes.get(who[o.option_id], 0)
        entries += [
            (o.question_no, f"{o.option_no}=for", yes),
            (o.question_no, f"{o.option_no}=against", sheets - invalid - yes),
        ]
    both(w, p, *(e for e in entries if e[2]), sheets=sheets, written=written)
    w.act("监事甲", paper.FinishPaper(**at(p)))
    assert w.stage(p) == "publish"


def to_confirm(w, p):
    while w.stage(p) != "carry_out":
        w.let_pass(p)


def test_two_rounds_on_paper_and_the_committee_takes_office(w):
    p = called(w)
    with refused(w, "secret_on_paper"):
        w.act(
            "林九",
            resolve.CastBallot(
                **at(p), choice="1=for,2=against;1=for,2=for,3=for,4=for,5=for,6=against"
            ),
        )
    boxes(
        w,
        p,
        {
            "林一": 20,
            "林二": 5,
            "林三": 24,
            "林四": 22,
            "林五": 21,
            "林六": 14,
            "林七": 9,
            "林八": 9,
        },
        invalid=1,
        written=((2, "王芳", 1),),
    )
    # 26 came back, one of them invalid: more than half is 14. No woman reached it, so one seat of
    # four is kept for a woman.
    assert {n: s for n, (s, _) in standing(w, p).items()} == {
        "林一": "elected",
        "林二": "not_elected",
        "林三": "elected",
        "林四": "elected",
        "林五": "elected",
        "林六": "not_elected",
        "林七": "not_elected",
        "林八": "not_elected",
    }
    (row,) = w.rows(tables.election)
    assert row.woman_missing and [
        (x.votes, x.post) for x in w.rows(tables.election_written_in)
    ] == [(1, "member")]
    w.act("窗口", CallSecondRound(**at(p)))
    assert w.let_pass(p) == "vote"
    again = w.rows(tables.election_again)
    assert [(x.candidacy_id, x.seats, x.way, x.for_women) for x in again] == [
        (candidacy(w, p, "林八"), 1, "second", 1)
    ]
    boxes(w, p, {"林八": 9})
    assert standing(w, p, 2) == {"林八": ("elected", 9)}  # 9 × 3 ≥ 26
    to_confirm(w, p)
    w.act(
        "窗口",
        people.TakeOffice(
            act_id=new_id(),
            person_id=w.person["林十一"],
            role="election_committee",
            starts_at=w.time.at,
            ends_at=None,
            document="推选记录",
        ),
    )
    w.act("林十一", ConfirmElection(**at(p), document="选举委员会确认书"))
    assert offices(w, "committee_member") == sorted(["林一", "林三", "林四", "林五", "林八"])
    with w.engines.read_connection() as s:
        held = election_list.posts_held(s, w.id)
        view = elections.one(s, w.id, w.row(p))
    assert sorted(post for post, _, _ in held.values()) == ["chair", *["member"] * 4] and [
        (c.round_no, c.post, c.way) for c in view.counts
    ] == [(1, "chair", "first"), (1, "member", "first"), (2, "member", "second")]
    assert not w.rows(tables.ballot) and w.rows(tables.office, tables.office.c.cause == "succeeded")
    verify(w.engines)


def test_without_a_woman_or_with_fewer_than_five_it_is_not_confirmed(w):
    p = called(w, women=(), posts=SIX)
    boxes(w, p, {"林一": 15, "林三": 18, "林四": 17, "林五": 16, "林六": 14})
    to_confirm(w, p)
    with refused(w, "no_woman"):
        w.act("窗口", ConfirmElection(**at(p), document="确认书"))
    q = called(
        w,
        chairs=("林十一", "林十二"),
        members=("林十三", "林十四", "林十五", "林十六", "林十七", "林十八"),
        women=("林十三",),
    )
    boxes(w, q, {"林十一": 15, "林十三": 18, "林十四": 17})
    to_confirm(w, q)
    with refused(w, "committee_size"):
        w.act("窗口", ConfirmElection(**at(q), document="确认书"))


def test_of_two_near_relatives_the_one_with_more_votes_stands_and_equals_vote_again(w):
    w.act(
        "窗口",
        people.DeclareRelative(
            act_id=new_id(), person_id=w.person["林三"], relative_id=w.person["林四"]
        ),
    )
    p = called(w, posts=SIX)
    boxes(
        w, p, {"林一": 15, "林三": 18, "林四": 17, "林五": 16, "林六": 15, "林七": 14, "林八": 14}
    )
    assert standing(w, p)["林四"] == ("kept_out", 17) and standing(w, p)["林三"] == ("elected", 18)
    q = called(
        w,
        chairs=("林九", "林十一"),
        members=("林十二", "林十三", "林十四", "林十五", "林十六", "林十七"),
        women=("林十二",),
        posts=SIX,
    )
    boxes(
        w,
        q,
        {
            "林九": 15,
            "林十二": 18,
            "林十三": 17,
            "林十四": 16,
            "林十五": 15,
            "林十六": 14,
            "林十七": 14,
        },
    )
    assert {n for n, (s, _) in standing(w, q).items() if s == "level"} == {"林十六", "林十七"}
    w.act("窗口", CallSecondRound(**at(q)))
    w.let_pass(q)
    assert {
        x.way for x in w.rows(tables.election_again, tables.election_again.c.proposal_id == q)
    } == {"level"}
    boxes(w, q, {"林十六": 4, "林十七": 5})
    assert standing(w, q, 2) == {"林十六": ("not_elected", 4), "林十七": ("elected", 5)}
    verify(w.engines)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            '[kinds.election_committee.vote.community]\nrule = "scottish-stv/1"\n',
            r"scottish-stv/1 loosens election/1.*Art 19",
        ),
        (
            '[kinds.election_committee.vote.community]\nballot = "named"\nmin_working_days = 2\n',
            r"named loosens secret_paper.*Art 19",
        ),
        (
            '[kinds.election_committee.vote.community]\nelectorate = "reps_meeting"\n',
            r"reps_meeting is none of those who decide here.*Art 19",
        ),
        (
            '[kinds.election_committee.vote.by_representatives]\nquorum = { at_least = "2/3" }\n',
            r"≥ 2/3 loosens > 2/3.*Art 19",
        ),
        ("[kinds.election_committee.election]\nseats_max = 11\n", r"11 loosens 9.*Art 8"),
        ("[kinds.election_committee.notice]\ndays = 15\n", r"15 loosens 20.*Art 17"),
        (
            (
                "[kinds.our_election]\nlike = "
                '"election_committee"\n[kinds.our_election.vote.community]\nrule = '
                '"scottish-stv/1"\n'
            ),
            r"our_election.vote.community.rule: scottish-stv/1 loosens.*Art 19",
        ),
        (
            '[kinds.recall.recall]\ndemand_voters = { at_least = "1/5" }\n',
            r"≥ 1/5 loosens ≥ 1/10.*Art 20",
        ),
        ('[kinds.election_council.election]\nrole = "king"\n', "none of deliberator"),
        ("[kinds.election_council.election]\nseats_min = 70\n", "less than seats_min"),
        (
            '[kinds.ordinary.vote.community]\nrule = "election/1"\n',
            "only an election is counted so",
        ),
    ],
)
def test_what_the_law_says_of_the_committee_is_locked(change, said):
    with pytest.raises(RulebookError, match=said):
        parse(f'extends = "cn-2026"\nname = "ours"\n{change}', "ours.toml")


def test_sichuan_is_locked_where_it_is_extended_and_nowhere_else():
    loose = "[kinds.recall.recall]\nbar_months = 3\n"
    assert (
        parse(f'extends = "cn-2026"\nname = "ours"\n{loose}', "ours.toml")
        .kinds["recall"]
        .recall.bar_months
        == 3
    )
    with pytest.raises(RulebookError, match="3 loosens 6.*四川.*Art 40"):
        parse(f'extends = "cn-sichuan-2026"\nname = "ours"\n{loose}', "ours.toml")


NAME = ("林十一", 22)


def with_a_name(w, votes=NAME[1], **more):
    """Three candidates reach the majority, and so does somebody nobody nominated: with more votes
    than two of them.
    """
    p = called(w, women=("林三",))
    boxes(
        w,
        p,
        {"林一": 20, "林三": 23, "林四": 21, "林五": 20, "林六": 18},
        written=((2, NAME[0], votes),),
    )
    return p


def named(p, **more):
    return NameWrittenIn(
        **at(p),
        **{"post": "member", "write_in_no": 1, "verdict": "accepted", "woman": False, **more},
    )


def test_a_name_written_on_the_ballots_is_counted_like_a_candidate_and_holds_its_seat(w):
    p = with_a_name(w)
    assert {n for n, (s, _) in standing(w, p).items() if s == "elected"} == {
        "林一",
        "林三",
        "林四",
        "林五",
    }  # four seats of members: the name has the second
    (row,) = w.rows(tables.election_written_in)
    assert (row.state, row.votes, row.place) == ("elected", 22, 3)
    to_confirm(w, p)
    w.act(
        "窗口",
        people.TakeOffice(
            act_id=new_id(),
            person_id=w.person["林十二"],
            role="election_committee",
            starts_at=w.time.at,
            ends_at=None,
            document="推选记录",
        ),
    )
    with refused(w, "name_open"):
        w.act("林十二", ConfirmElection(**at(p), document="确认书"))
    with refused(w, "name_open"):
        w.act("窗口", CallSecondRound(**at(p)))
    w.act("林十二", named(p, person_id=w.person[NAME[0]]))
    assert standing(w, p)[NAME[0]] == ("elected", 22)
    with refused(w, "already_decided"):
        w.act("林十二", named(p, person_id=w.person[NAME[0]]))
    w.act("林十二", ConfirmElection(**at(p), document="确认书"))
    assert offices(w, "committee_member") == sorted(["林一", "林三", NAME[0], "林四", "林五"])
    with w.engines.read_connection() as s:
        assert elections.one(s, w.id, w.row(p)).names_open == []
    verify(w.engines)


def test_whom_a_written_name_means_is_held_to_what_is_asked_of_candidates(w):
    p = with_a_name(w)
    with refused(w, "unknown_reference"):
        w.act("窗口", named(p, person_id=w.person[NAME[0]], write_in_no=2))
    with refused(w, "unknown_person"):
        w.act("窗口", named(p))
    with refused(w, "bad_choice"):
        w.act("窗口", named(p, person_id=w.person[NAME[0]], woman=None))
    with refused(w, "already_nominated"):
        w.act("窗口", named(p, person_id=w.person["林七"]))
    with refused(w, "one_post_each"):
        w.act("窗口", named(p, person_id=w.person["林一"]))
    with refused(w, "wrong_role"):
        w.act("林九", named(p, person_id=w.person[NAME[0]]))
    with refused(w, "bad_choice"):
        w.act("窗口", named(p, verdict="refused", reasons="未登记。"))
    w.act("窗口", named(p, verdict="refused", ground="not_a_voter", reasons="未登记为本社区选民。"))
    (row,) = w.rows(tables.election_written_in)
    post = next(x for x in w.rows(tables.election_post) if x.post == "member")
    assert (row.state, row.code, post.open) == ("refused", "not_a_voter", 1)
    w.act("窗口", CallSecondRound(**at(p)))  # the seat is voted on again
    assert {x.way for x in w.rows(tables.election_again)} == {"second"}


def test_a_written_name_without_a_seat_needs_no_decision(w):
    p = with_a_name(w, votes=4)
    (row,) = w.rows(tables.election_written_in)
    assert row.state == "not_elected" and standing(w, p)["林六"][0] == "elected"
    with refused(w, "name_not_elected"):
        w.act("窗口", named(p, person_id=w.person[NAME[0]]))


def test_marks_for_written_names_are_marks(w):
    """26 ballots have 104 marks for four seats; these are 105 with the name."""
    p = called(w)
    issue(w, p, *VOTERS)
    to_close(w, p)
    votes = {(1, 1): 26, (2, 1): 24, (2, 2): 24, (2, 3): 24, (2, 4): 24}
    entries = tuple(
        (q, f"{n}={said}", number)
        for q, many in ((1, 2), (2, 6))
        for n in range(1, many + 1)
        for said, number in (("for", votes.get((q, n), 0)), ("against", 26 - votes.get((q, n), 0)))
        if number
    )
    with refused(w, "totals_do_not_add_up"):
        w.act("窗口", EnterBatch(**at(p), sheets=26, entries=entries, written=((2, "王芳", 9),)))
    w.act("窗口", EnterBatch(**at(p), sheets=26, entries=entries, written=((2, "王芳", 8),)))


def test_one_of_each_household_elects_on_one_ballot_of_paper(w):
    """Art 19: the households are the base; whoever of a home comes first holds its ballot, and
    another of the home gets none until it is given back.
    """
    w.operate(
        people.EnterPeople(
            act_id=new_id(),
            entries=tuple(
                people.RosterEntry(
                    estate="嘉禾苑",
                    building=building,
                    unit="1",
                    room=room,
                    name=name,
                    phone=f"1371111000{i}",
                    birth_date="1975-05-05",
                    area=8950,
                    tenure="tenant",
                    lives_here=True,
                )
                for i, (name, (building, room)) in enumerate(
                    {"甲妻": address(w, VOTERS[0]), "乙夫": address(w, VOTERS[1])}.items()
                )
            ),
        )
    )
    w.refresh()
    p = called(w, way="by_households")
    homes = {x.home_no for x in w.rows(tables.household_voter) if x.proposal_id == p}
    assert (
        w.rows(tables.vote_round, tables.vote_round.c.proposal_id == p)[0].members
        == len(homes)
        == len({x.person_id for x in w.rows(tables.roll_entry)}) - 2
    )
    issue(w, p, VOTERS[0])
    with refused(w, "paper_issued"):
        issue(w, p, "甲妻")
    settle(w, p, 1, "unused")
    issue(w, p, "甲妻")
    with refused(w, "paper_issued"):
        issue(w, p, VOTERS[0])
    settle(w, p, 2, "unused")
    boxes(w, p, {"林一": 20, "林三": 24, "林四": 22, "林五": 21, "林六": 14, "林八": 5})
    assert {n for n, (s, _) in standing(w, p).items() if s == "elected"} == {
        "林一",
        "林三",
        "林四",
        "林五",
    }
    w.act("窗口", CallSecondRound(**at(p)))
    assert w.let_pass(p) == "vote"
    rounds = [[x for x in w.rows(tables.household_voter) if x.round_no == n] for n in (1, 2)]
    first, second = (
        {(x.person_id, y.person_id) for x in of for y in of if x.home_no == y.home_no}
        for of in rounds
    )
    assert first == second, "the same people of the same homes, numbered anew"
    verify(w.engines)


def address(w, name):
    home = next(x.dwelling_id for x in w.rows(tables.person) if x.person_id == w.person[name])
    return next((d.building, d.room) for d in w.rows(tables.dwelling) if d.dwelling_id == home)
