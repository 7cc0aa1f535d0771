"""Ballots on paper: each voter once, on paper or online; entered twice; reconciled; annulled where
more came back than went out; secret votes as sums.
"""

import dataclasses

import pytest

from deliberation import clock
from deliberation.charter.case import Witness
from deliberation.charter.reasons import Refused
from deliberation.charter.rulebook import RulebookError, parse
from deliberation.cycle.inform.acts import notice as inform
from deliberation.cycle.resolve.acts import paper
from deliberation.cycle.resolve.acts import proposal as resolve
from deliberation.cycle.resolve.acts.batches import EnterBatch, EnterBatchAgain, ResolveBatch
from deliberation.cycle.suggest.acts import council as suggest
from deliberation.cycle.supervise.acts.certificate import Certify, RefuseCertificate
from deliberation.desk.acts import entries as desk_acts
from deliberation.readings.vote.files.ballot_file import ballot_file
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.roster.acts.people import LeaveOffice
from tests.record.write.test_perform import together
from tests.traces import refused
from tests.world import OFFICES, World

SECRET = 'extends = "cn-2026"\n[kinds.ordinary.vote.community]\nballot = "secret_paper"\n'
CLERKS = {**OFFICES, "窗口乙": "clerk"}


@pytest.fixture
def w(engines, time):
    return World(engines, time).populate(CLERKS)


@pytest.fixture
def secret(engines, time):
    return World(engines, time, rulebook=SECRET).populate(CLERKS)


def at(p):
    return {"act_id": new_id(), "subject_id": p}


def issue(w, p, *names, who="窗口"):
    for name in names:
        w.act(who, paper.IssuePaper(**at(p), person_id=w.person[name]))


def settle(w, p, serial, cause, **kw):
    w.act("窗口", paper.SettlePaper(**at(p), serial=serial, cause=cause, **kw))


def beside(w, who, witness="监事甲", minutes_ago=0):
    when = clock.real().replace(year=2020) if minutes_ago else clock.real()
    seen = Witness(w.person[witness], "authenticator", when)
    return dataclasses.replace(w.actor(who), witness=seen)


def first(w, p, *entries, sheets=None, who="窗口", **kw):
    w.act(who, EnterBatch(**at(p), sheets=sheets or len(entries), entries=entries, **kw))
    return sorted(batches(w, p), key=lambda b: (b.round_no, b.batch_no))[-1].batch_id


def again(w, p, batch, *entries, sheets=None, who="窗口乙", witness="监事甲", **kw):
    w.act(
        beside(w, who, witness),
        EnterBatchAgain(
            **at(p), batch_id=batch, sheets=sheets or len(entries), entries=entries, **kw
        ),
    )


def both(w, p, *entries, **kw):
    again(w, p, first(w, p, *entries, **kw), *entries, **kw)


def batches(w, p):
    return w.rows(tables.paper_batch, tables.paper_batch.c.proposal_id == p)


def ballots(w, p):
    return {b.voter_id: b.choice for b in w.rows(tables.ballot, tables.ballot.c.proposal_id == p)}


def states(w, p):
    return {
        b.serial: b.state
        for b in w.rows(
            tables.paper_ballot,
            tables.paper_ballot.c.proposal_id == p,
            tables.paper_ballot.c.round_no == w.row(p).round_no,
        )
    }


def reconciled(w, p, round_no=1):
    return w.rows(
        tables.paper_round,
        tables.paper_round.c.proposal_id == p,
        tables.paper_round.c.round_no == round_no,
    )[0]


def result(w, p, round_no=1):
    return w.rows(
        tables.vote_round,
        tables.vote_round.c.proposal_id == p,
        tables.vote_round.c.round_no == round_no,
    )[0]


def to_close(w, p):
    w.time.to(w.row(p).closes_at)
    w.tick()


def test_paper_locks_the_online_ballot_until_it_is_given_back_unused(w):
    p = w.in_vote()
    issue(w, p, "代表甲")
    with refused(w, "paper_issued"):
        w.cast(p, 代表甲="for")
    with refused(w, "paper_issued"):
        at_desk = {"act_id": new_id(), "subject_id": p}
        w.act(
            beside(w, "窗口"),
            desk_acts.EnterFor(
                **at_desk,
                person_id=w.person["代表甲"],
                slip="1",
                how="present",
                inner=resolve.CastBallot(**at_desk, choice="for"),
            ),
        )
    with refused(w, "paper_issued"):
        issue(w, p, "代表甲")
    settle(w, p, 1, "unused")
    w.cast(p, 代表甲="against")
    with refused(w, "already_voted"):
        issue(w, p, "代表甲")
    with refused(w, "paper_not_out"):
        settle(w, p, 1, "unused")
    with refused(w, "unknown_reference"):
        settle(w, p, 7, "unused")
    assert ballots(w, p) == {w.person["代表甲"]: "against"}
    verify(w.engines)


def test_whom_paper_is_for(w):
    p = w.in_vote()
    with refused(w, "not_on_roll"):
        issue(w, p, "林一")
    with refused(w, "wrong_role"):
        issue(w, p, "代表甲", who="监事甲")
    w.act("代表乙", suggest.Recuse(**at(p), reason="own_interest"))
    with refused(w, "recused"):
        issue(w, p, "代表乙")
    office = w.rows(tables.office, tables.office.c.person_id == w.person["代表丙"])[0].office_id
    w.operate(LeaveOffice(act_id=new_id(), office_id=office, cause="resigned", document="辞职信"))
    with refused(w, "term_expired"):
        issue(w, p, "代表丙")
    with refused(w, "no_paper"):
        w.act("监事甲", paper.FinishPaper(**at(p)))
    with refused(w, "no_paper"):
        first(w, p, (1, "for"))
    issue(w, p, "代表甲")
    w.time.to(w.row(p).closes_at)
    with refused(w, "window_closed"):
        issue(w, p, "代表丁")


def test_two_equal_entries_count_and_count_like_ballots_online(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙")
    w.cast(p, 代表丁="for", 委员甲="for")
    b = first(w, p, (1, "for"), (2, "against"), (3, "invalid"))
    assert ballots(w, p).keys() == {w.person["代表丁"], w.person["委员甲"]}, (
        "one entry counts for nothing"
    )
    again(w, p, b, (3, "invalid"), (1, "for"), (2, "against"))
    assert [x.state for x in batches(w, p)] == ["counted"] and states(w, p) == {
        1: "counted",
        2: "counted",
        3: "counted",
    }
    assert ballots(w, p)[w.person["代表甲"]] == "for"
    with refused(w, "paper_issued"):
        w.cast(p, 代表甲="against")
    with refused(w, "already_decided"):
        again(w, p, b, (1, "for"), (2, "against"), (3, "invalid"))
    to_close(w, p)
    r, held = result(w, p), reconciled(w, p)
    assert (w.stage(p), r.present, r.votes_for, r.votes_against, r.votes_abstain, r.outcome) == (
        "publish",
        5,
        3,
        1,
        0,
        "passed",
    ), "the invalid one took part and chose nothing"
    assert (
        held.issued,
        held.returned,
        held.invalid,
        held.strays,
        held.missing,
        held.unused,
        held.spoiled,
    ) == (3, 3, 1, 0, 0, 0, 0)
    verify(w.engines)
    with w.engines.read_connection() as conn:
        text = ballot_file(conn, w.id, w.slug, p).text
    assert "num_votes;4" in text and "invalid" not in text


def test_differences_are_decided_by_a_scrutineer_who_entered_neither(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙", "代表丁")
    b = first(w, p, (1, "for"), (2, "against"), (3, "for"))
    again(w, p, b, (1, "for"), (2, "for"), (4, "for"), who="监事乙")
    assert batches(w, p)[0].state == "differs" and ballots(w, p) == {w.person["代表甲"]: "for"}
    good = ((2, "against"), (3, "for"), (4, "absent"))
    with refused(w, "yours_already"):
        w.act("监事乙", ResolveBatch(**at(p), batch_id=b, sheets=3, decided=good))
    with refused(w, "wrong_role"):
        w.act("窗口", ResolveBatch(**at(p), batch_id=b, sheets=3, decided=good))
    with refused(w, "differences_open"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=3, decided=good[:2]))
    with refused(w, "bad_choice"):
        w.act(
            "监事丙",
            ResolveBatch(**at(p), batch_id=b, sheets=3, decided=(*good, (1, "against"))),
        )
    with refused(w, "bad_number"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=4, decided=good))
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=3, decided=good))
    assert ballots(w, p) == {
        w.person["代表甲"]: "for",
        w.person["代表乙"]: "against",
        w.person["代表丙"]: "for",
    }
    assert states(w, p)[4] == "out" and batches(w, p)[0].resolved
    with refused(w, "already_decided"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=3, decided=good))
    verify(w.engines)


def test_two_people_and_a_witness(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    b = first(w, p, (1, "for"))
    with refused(w, "yours_already"):
        again(w, p, b, (1, "for"), who="窗口")
    for who in (
        w.actor("窗口乙"),
        beside(w, "窗口乙", "代表甲"),
        beside(w, "窗口乙", "窗口"),
        beside(w, "监事甲", "监事甲"),
        beside(w, "窗口乙", minutes_ago=9),
    ):
        with refused(w, "witness_needed"):
            w.act(who, EnterBatchAgain(**at(p), batch_id=b, sheets=1, entries=((1, "for"),)))
    for wrong in (((2, "for"), (2, "for")), ((9, "for"),)):
        with refused(w, "paper_not_out"):
            first(w, p, *wrong)
    with refused(w, "bad_choice"):
        first(w, p, (2, "maybe"))
    with refused(w, "bad_number"):
        first(w, p, (1, "for"), (2, "for"), sheets=1)
    with refused(w, "unknown_reference"):
        again(w, p, new_id(), (1, "for"))
    with refused(w, "nothing_to_answer"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=1, decided=()))


def test_a_spoiled_or_lost_ballot_is_void_and_replaced_once(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    settle(w, p, 1, "spoiled", replace=True)
    settle(w, p, 2, "lost")
    assert states(w, p) == {1: "spoiled", 2: "lost", 3: "out"}
    w.cast(p, 代表乙="for")
    with refused(w, "paper_issued"):
        w.cast(p, 代表甲="for")
    with refused(w, "already_replaced"):
        settle(w, p, 3, "spoiled", replace=True)
    with refused(w, "bad_choice"):
        settle(w, p, 3, "eaten")
    with refused(w, "paper_not_out"):
        first(w, p, (1, "for"))
    both(
        w, p, (3, "against"), sheets=2
    )  # the lost one turned up in the box: it is in the pile, and counts for nothing
    to_close(w, p)
    held = reconciled(w, p)
    assert (held.issued, held.returned, held.strays, held.spoiled, held.lost, held.missing) == (
        3,
        1,
        1,
        1,
        1,
        1,
    ) and w.stage(p) == "publish"
    verify(w.engines)


def test_the_close_waits_for_paper_and_not_longer_than_its_days(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙")
    w.cast(p, 代表丁="for", 委员甲="for", 代表戊="for")
    both(w, p, (1, "for"))
    left = first(w, p, (2, "for"))
    to_close(w, p)
    until = reconciled(w, p).waits_until
    assert w.stage(p) == "vote" and w.row(p).due_at < until
    with refused(w, "window_closed"):
        w.act("代表戊", resolve.CastBallot(**at(p), choice="against"))
    with refused(w, "batch_open"):
        w.act("监事甲", paper.FinishPaper(**at(p)))
    with refused(w, "not_yet"):
        w.clock_act(resolve.CloseVote(**at(p)))
    w.time.to(until)
    w.tick()
    assert w.stage(p) == "publish" and result(w, p).votes_for == 4
    assert (
        {b.batch_id: b.state for b in batches(w, p)}[left] == "uncounted"
        and (reconciled(w, p).returned, reconciled(w, p).uncounted) == (2, 1)
        and reconciled(w, p).missing == 1
    )
    with refused(w, "wrong_stage"):
        again(w, p, left, (2, "for"))
    verify(w.engines)


def test_the_last_batch_or_the_scrutineers_word_ends_the_waiting(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    w.cast(p, 代表丁="for", 委员甲="for", 代表戊="for")
    with refused(w, "not_yet"):
        w.act("监事甲", paper.FinishPaper(**at(p)))
    to_close(w, p)
    b = first(w, p, (1, "for"))
    again(w, p, b, (1, "for"))
    assert w.stage(p) == "vote"
    w.act("监事甲", paper.DestroyUnissued(**at(p), last=10))
    with refused(w, "already_decided"):
        w.act("监事甲", paper.DestroyUnissued(**at(p), last=10))
    w.act("监事甲", paper.FinishPaper(**at(p)))
    assert w.stage(p) == "publish" and (
        reconciled(w, p).missing,
        reconciled(w, p).destroyed_first,
        reconciled(w, p).destroyed_last,
    ) == (1, 3, 10)
    q = w.in_vote(title="另一件")
    issue(w, q, "代表甲")
    w.cast(q, 代表丁="for")
    to_close(w, q)
    with refused(w, "bad_number"):
        w.act("监事甲", paper.DestroyUnissued(**at(q), last=1))
    both(w, q, (1, "for"))
    assert w.stage(q) == "publish", "nothing is out any more"
    verify(w.engines)


def post(w, p):
    w.act(
        "窗口", inform.PostProof(**at(p), purpose="notice", posted_on=w.today(), place="1 栋公告栏")
    )
    w.let_pass(p)
    assert w.stage(p) == "vote"


def test_more_returned_than_issued_annuls_once_and_then_ends_it(w):
    p = w.in_vote()
    for round_no in (1, 2):
        issue(w, p, "代表甲", "代表乙")
        w.cast(p, 代表丁="for", 代表丙="for", 委员甲="for")
        both(w, p, (1, "for"), (2, "for"), sheets=3)
        to_close(w, p)
        assert (
            (reconciled(w, p, round_no).missing, reconciled(w, p, round_no).strays) == (0, 1)
            and reconciled(w, p, round_no).annulled == "more_returned"
            and result(w, p, round_no).outcome == "annulled"
        )
        assert not [
            b for b in w.rows(tables.ballot, tables.ballot.c.proposal_id == p) if b.disclosed
        ], "nothing is counted, so nothing is opened"
        if round_no == 1:
            assert (w.stage(p), w.row(p).round_no) == ("notice", 2)
            post(w, p)
    assert (w.stage(p), w.row(p).ending) == ("closed", "annulled")
    verify(w.engines)


def sums(yes, no, abstain, invalid=0):
    return tuple(
        e
        for e in (
            (1, "for", yes),
            (1, "against", no),
            (1, "abstain", abstain),
            (0, "invalid", invalid),
        )
        if e[2]
    )


VOTERS = ("代表甲", "代表乙", "代表丙", "代表丁", "委员甲")


def test_a_secret_vote_is_on_paper_and_only_sums_are_kept(secret):
    w = secret
    p = w.in_vote()
    with refused(w, "secret_on_paper"):
        w.cast(p, 代表甲="for")
    issue(w, p, *VOTERS, "代表戊")
    settle(w, p, 6, "unused")
    with refused(w, "not_yet"):
        first(w, p, *sums(3, 0, 0), sheets=3)
    to_close(w, p)
    assert w.stage(p) == "vote"
    for wrong in (sums(3, 1, 0), sums(2, 0, 0)):
        with refused(w, "totals_do_not_add_up"):
            first(w, p, *wrong, sheets=3)
    with refused(w, "bad_choice"):
        first(w, p, (2, "for", 3), sheets=3)
    with refused(w, "bad_number"):
        first(w, p, (1, "for", 4), sheets=3)
    one = first(w, p, *sums(2, 1, 0), sheets=3)
    again(w, p, one, *sums(1, 2, 0), sheets=3)
    assert batches(w, p)[0].state == "differs"
    w.act(
        "监事丙",
        ResolveBatch(**at(p), batch_id=one, sheets=3, decided=((1, "for", 2), (1, "against", 1))),
    )
    both(w, p, *sums(1, 0, 0, 1), sheets=2)
    assert w.stage(p) == "vote", "only the scrutineers know that the boxes are empty"
    w.act("监事甲", paper.FinishPaper(**at(p)))
    r, held = result(w, p), reconciled(w, p)
    assert (w.stage(p), r.present, r.votes_for, r.votes_against, r.votes_abstain, r.outcome) == (
        "publish",
        5,
        3,
        1,
        0,
        "passed",
    )
    assert (
        held.issued,
        held.returned,
        held.invalid,
        held.unused,
        held.missing,
        held.secret_sheets,
    ) == (6, 5, 1, 1, 0, 5)
    assert not ballots(w, p) and "ballot_cast" not in w.facts(p)
    verify(w.engines)
    with w.engines.read_connection() as conn:
        text = ballot_file(conn, w.id, w.slug, p).text
    assert "\nfor;3\n" in text and "num_valid;4" in text and "present;5" in text
    w.act("监事甲", Certify(**at(p)))
    w.act("监事乙", RefuseCertificate(**at(p), statement="请重新点票。"))
    assert result(w, p).recounts == 1 and result(w, p).votes_for == 3
    verify(w.engines)


def test_names_written_on_secret_ballots_have_a_place_of_their_own(secret):
    w = secret
    p = w.in_vote()
    issue(w, p, *VOTERS)
    to_close(w, p)
    one = first(w, p, *sums(3, 0, 0), sheets=3, written=((1, "王芳", 2), (1, "李强", 1)))
    again(w, p, one, *sums(3, 0, 0), sheets=3, written=((1, "李强", 1), (1, "王芳", 2)))
    both(w, p, *sums(2, 0, 0), sheets=2, written=((1, "王芳", 1),))
    names = {x.write_in_no: x.name for x in w.rows(tables.paper_write_in)}
    assert names == {1: "王芳", 2: "李强"} and [b.state for b in batches(w, p)] == [
        "counted",
        "counted",
    ]
    w.act("监事甲", paper.FinishPaper(**at(p)))
    totals = {}
    for x in w.rows(tables.paper_total):
        totals[x.what] = totals.get(x.what, 0) + x.votes
    assert totals == {"for": 5, "name:1": 3, "name:2": 1}
    verify(w.engines)


def test_nobody_enters_the_boxes_and_the_count_goes_on(secret):
    w = secret
    p = w.in_vote()
    issue(w, p, *VOTERS)
    to_close(w, p)
    w.time.to(reconciled(w, p).waits_until)
    w.tick()
    assert (w.stage(p), result(w, p).outcome, result(w, p).present, reconciled(w, p).missing) == (
        "publish",
        "rejected",
        5,
        5,
    )
    verify(w.engines)


def test_owners_do_not_vote_in_secret():
    with pytest.raises(RulebookError, match="owners vote by name"):
        parse('extends = "cn-2026"\n[kinds.property.vote.community]\nballot = "secret_paper"\n')


def test_two_clerks_at_once_issue_one_ballot_and_a_ballot_online_races_with_paper(w):
    p = w.in_vote()
    results = together(
        *(
            lambda who=who: perform(
                paper.IssuePaper(**at(p), person_id=w.person["代表甲"]),
                w.actor(who),
                w.id,
                w.engines,
            )
            for who in ("窗口", "窗口乙")
        )
    )
    assert sum(isinstance(r, Done) for r in results) == 1
    assert [r.reasons[0].code for r in results if isinstance(r, Refused)] == ["paper_issued"]
    for name in ("代表乙", "代表丙", "代表丁", "代表戊"):
        results = together(
            lambda name=name: perform(
                paper.IssuePaper(**at(p), person_id=w.person[name]),
                w.actor("窗口"),
                w.id,
                w.engines,
            ),
            lambda name=name: perform(
                resolve.CastBallot(**at(p), choice="for"), w.actor(name), w.id, w.engines
            ),
        )
        assert sum(isinstance(r, Done) for r in results) == 1, "exactly one of the two wins"
        assert {r.reasons[0].code for r in results if isinstance(r, Refused)} <= {
            "paper_issued",
            "already_voted",
        }
        assert (w.person[name] in ballots(w, p)) != any(
            b.voter_id == w.person[name] for b in w.rows(tables.paper_ballot)
        )
    assert sorted(states(w, p)) == list(range(1, len(states(w, p)) + 1))
    verify(w.engines)


def test_the_last_batch_races_with_the_close_and_is_in_the_count_or_refused(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    w.cast(p, 代表丁="for", 委员甲="for", 代表戊="for")
    to_close(w, p)
    b = first(w, p, (1, "for"))
    w.time.to(reconciled(w, p).waits_until)
    entry = EnterBatchAgain(**at(p), batch_id=b, sheets=1, entries=((1, "for"),))
    results = together(lambda: perform(entry, beside(w, "窗口乙"), w.id, w.engines), w.tick)
    counted = isinstance(results[0], Done)
    w.tick()
    assert w.stage(p) == "publish" and result(w, p).votes_for == (4 if counted else 3)
    assert (w.person["代表甲"] in ballots(w, p)) == counted and (
        reconciled(w, p).uncounted == 0
    ) == counted
    verify(w.engines)


TWO = ("种桂花", "种香樟")


def test_plans_are_chosen_on_paper_too(w):
    p = w.in_vote(plans=TWO)
    issue(w, p, "代表甲", "代表乙", "代表丙")
    w.cast(p, 代表丁="2", 委员甲="2")
    with refused(w, "not_on_paper"):
        first(w, p, (1, "7"))
    both(w, p, (1, "2"), (2, "none"), (3, "invalid"))
    to_close(w, p)
    assert (w.stage(p), w.row(p).outcome, result(w, p).present, reconciled(w, p).invalid) == (
        "publish",
        "passed",
        5,
        1,
    )
    assert [
        o.option_no
        for o in w.rows(tables.round_option, tables.round_option.c.proposal_id == p)
        if o.place == 1
    ] == [2]
    verify(w.engines)


def test_plans_of_a_secret_vote_are_sums_of_each_plan(secret):
    w = secret
    p = w.in_vote(plans=TWO)
    issue(w, p, *VOTERS)
    to_close(w, p)
    with refused(w, "bad_choice"):
        first(w, p, (1, "for", 3), sheets=3)
    both(w, p, (1, "1", 1), (1, "2", 3), (0, "invalid", 1), sheets=5)
    w.act("监事甲", paper.FinishPaper(**at(p)))
    assert (w.stage(p), w.row(p).outcome, result(w, p).present) == ("publish", "passed", 5)
    assert [
        o.option_no
        for o in w.rows(tables.round_option, tables.round_option.c.proposal_id == p)
        if o.place == 1
    ] == [2]
    verify(w.engines)
