"""Piles of paper: what both entries agree on counts whatever becomes of the rest, and what is in
hand at the close and not settled is told, pile by pile, in every place that shows the numbers.
"""

from collections import Counter
from contextlib import suppress
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.charter.needs.paper import PaperRound
from deliberation.charter.reasons import Refused
from deliberation.charter.rulebook import load
from deliberation.charter.voting import piles
from deliberation.cycle.resolve.acts import paper
from deliberation.cycle.resolve.acts.batches import ResolveBatch
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.write.answers.vote.paper_ballots import paper_round
from tests.cycle.resolve.test_paper import (
    CLERKS,
    SECRET,
    VOTERS,
    again,
    at,
    ballots,
    batches,
    both,
    first,
    issue,
    reconciled,
    result,
    settle,
    states,
    sums,
    to_close,
)
from tests.record.obligations.lines import is_open, is_over, line, office
from tests.traces import refused
from tests.world import World


@pytest.fixture
def w(engines, time):
    world = World(engines, time).populate(CLERKS)
    yield world
    verify(world.engines)


@pytest.fixture
def secret(engines, time):
    world = World(engines, time, rulebook=SECRET).populate(CLERKS)
    yield world
    verify(world.engines)


def close(w, p):
    """To the close, and through the days for paper."""
    to_close(w, p)
    w.time.to(reconciled(w, p).waits_until)
    w.tick()
    assert w.stage(p) == "publish"


def differing(w, p):
    """Three of four sheets alike, one of them invalid; of the fourth the entries differ."""
    issue(w, p, *VOTERS)
    b = first(w, p, (1, "for"), (2, "against"), (3, "invalid"), (4, "for"))
    again(w, p, b, (1, "for"), (2, "against"), (3, "invalid"), (4, "abstain"))
    return b


def numbers(w, p):
    r = reconciled(w, p)
    assert r.issued == r.returned + r.unused + r.spoiled + r.missing
    return r.issued, r.returned, r.uncounted, r.missing


def left(w, p):
    return {b.batch_no: (b.left_sheets, b.left_why) for b in batches(w, p) if b.left_why}


def test_what_both_entries_agree_on_counts_though_one_ballot_differs_to_the_end(w):
    p = w.in_vote()
    differing(w, p)
    assert batches(w, p)[0].state == "differs" and batches(w, p)[0].agreed == 3
    assert states(w, p) == {1: "counted", 2: "counted", 3: "counted", 4: "out", 5: "out"}
    assert sorted(ballots(w, p).values()) == ["against", "for", "invalid"]
    with refused(w, "paper_not_out"):
        settle(w, p, 1, "unused")
    close(w, p)
    assert numbers(w, p) == (5, 4, 1, 1) and reconciled(w, p).invalid == 1
    assert (result(w, p).votes_for, result(w, p).votes_against, result(w, p).present) == (1, 1, 3)
    assert left(w, p) == {1: (1, "entries_differ")}
    assert "paper_uncounted" in {r.code for r in w.rows(tables.remark)}


def test_whoever_settles_it_decides_on_the_rest_alone(w):
    p = w.in_vote()
    b = differing(w, p)
    with refused(w, "bad_choice"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=4, decided=((1, "against"),)))
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=4, decided=((4, "abstain"),)))
    assert ballots(w, p)[w.person["代表丁"]] == "abstain" and states(w, p)[4] == "counted"
    close(w, p)
    assert numbers(w, p) == (5, 4, 0, 1) and not left(w, p)
    assert reconciled(w, p).strays == 0 and result(w, p).present == 4
    assert "paper_uncounted" not in {r.code for r in w.rows(tables.remark)}


def test_the_last_ballot_that_is_settled_ends_the_waiting(w):
    p = w.in_vote()
    b = differing(w, p)
    settle(w, p, 5, "unused")
    to_close(w, p)
    assert w.stage(p) == "vote", "no. 4 lies in a pile that differs"
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=4, decided=((4, "for"),)))
    assert w.stage(p) == "publish" and numbers(w, p) == (5, 4, 0, 0)


def test_where_only_the_number_of_sheets_differs_every_ballot_counts(w):
    p = w.in_vote()
    issue(w, p, *VOTERS)
    b = first(w, p, (1, "for"), (2, "for"), sheets=3)
    again(w, p, b, (1, "for"), (2, "for"), sheets=2)
    assert len(ballots(w, p)) == 2 and batches(w, p)[0].state == "differs"
    with refused(w, "bad_number"):
        w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=1, decided=()))
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=2, decided=()))
    close(w, p)
    assert numbers(w, p) == (5, 2, 0, 3) and reconciled(w, p).strays == 0


def test_sheets_nobody_settled_are_as_many_as_both_say_at_least(w):
    p = w.in_vote()
    issue(w, p, *VOTERS)
    b = first(w, p, (1, "for"), (2, "for"), sheets=3)
    again(w, p, b, (1, "for"), (2, "for"), sheets=2)
    close(w, p)
    assert numbers(w, p) == (5, 2, 0, 3) and left(w, p) == {1: (0, "entries_differ")}
    assert "paper_uncounted" not in {r.code for r in w.rows(tables.remark)}, "every ballot counts"


def test_one_entry_alone_counts_for_nothing_and_cannot_say_that_more_came_back(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙")
    w.cast(p, 代表丁="for", 委员甲="for", 代表戊="for")
    first(w, p, (1, "for"), sheets=9)
    close(w, p)
    assert numbers(w, p) == (2, 1, 1, 1) and left(w, p) == {1: (1, "one_entry")}
    assert reconciled(w, p).annulled is None


def neither_of(w, p, *serials):
    """Nothing is said of these ballots at the desk: they stand in a pile that is open."""
    for serial in serials:
        for cause in ("unused", "spoiled", "lost"):
            with refused(w, "paper_in_pile") as caught:
                settle(w, p, serial, cause)
            assert caught.value.reasons[0].params["serial"] == serial
        with refused(w, "paper_in_pile"):
            settle(w, p, serial, "spoiled", replace=True)


def test_nobody_alone_annuls_a_ballot_that_lies_in_an_open_pile(w):
    """By either entry; who settles the pile says whether it was there, and then it is free."""
    p = w.in_vote()
    issue(w, p, *VOTERS)
    b = first(w, p, (1, "for"), (2, "for"))
    neither_of(w, p, 1, 2)
    again(w, p, b, (1, "for"), (3, "for"))
    neither_of(w, p, 2, 3)
    decided = ((2, "absent"), (3, "for"))
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=2, decided=decided))
    settle(w, p, 2, "unused")
    settle(w, p, 4, "lost")
    to_close(w, p)
    first(w, p, (5, "for"))
    neither_of(w, p, 5)


def test_no_pile_is_begun_over_a_ballot_that_lies_in_an_open_one(w):
    """By either entry; once that pile is settled, and says it was not there, it is free."""
    p = w.in_vote()
    issue(w, p, *VOTERS)
    b = first(w, p, (1, "for"), (2, "for"))
    with refused(w, "paper_in_pile") as caught:
        first(w, p, (3, "for"), (2, "against"))
    assert caught.value.reasons[0].params == {"serial": 2, "number": 1}
    again(w, p, b, (1, "for"), (3, "for"))
    for serial in (2, 3):
        with refused(w, "paper_in_pile"):
            first(w, p, (serial, "for"))
    decided = ((2, "absent"), (3, "for"))
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=2, decided=decided))
    both(w, p, (2, "against"))
    assert states(w, p)[2] == "counted"
    verify(w.engines)


@pytest.mark.parametrize("seed", range(4))
def test_every_number_is_begun_in_one_open_pile(sqlite_engines, time, seed):
    w, rng = World(sqlite_engines, time).populate(CLERKS), Random(seed)
    p = w.in_vote()
    issue(w, p, *VOTERS)
    by_chance(w, p, rng)
    firsts = [
        {line.split()[0] for line in b.first.split("\n")}
        for b in batches(w, p)
        if b.state != "counted"
    ]
    assert len(set().union(*firsts)) == sum(map(len, firsts))
    verify(w.engines)


def test_a_ballot_that_was_not_in_the_pile_is_void_afterwards_and_nothing_is_counted_twice(w):
    p = w.in_vote()
    issue(w, p, "代表甲", "代表乙", "代表丙")
    b = first(w, p, (1, "for"), (2, "for"))
    again(w, p, b, (1, "for"), sheets=2)
    w.act("监事丙", ResolveBatch(**at(p), batch_id=b, sheets=2, decided=((2, "absent"),)))
    settle(w, p, 2, "spoiled", replace=True)
    both(w, p, (4, "against"))
    with refused(w, "paper_not_out"):
        first(w, p, (1, "for"))
    close(w, p)
    r = reconciled(w, p)
    assert (r.issued, r.returned, r.uncounted, r.spoiled, r.strays, r.missing) == (4, 2, 0, 1, 1, 1)


def test_a_pile_of_a_secret_vote_counts_whole_or_not_at_all(secret):
    w = secret
    p = w.in_vote()
    issue(w, p, *VOTERS)
    to_close(w, p)
    both(w, p, *sums(1, 1, 0), sheets=2)
    b = first(w, p, *sums(2, 0, 0, 1), sheets=3)
    again(w, p, b, *sums(1, 1, 0, 1), sheets=3)
    assert batches(w, p)[1].agreed == 0 and not ballots(w, p)
    with refused(w, "batch_open"):
        w.act("监事甲", paper.FinishPaper(**at(p)))
    w.time.to(reconciled(w, p).waits_until)
    w.tick()
    assert numbers(w, p) == (5, 5, 3, 0) and left(w, p) == {2: (3, "entries_differ")}
    assert reconciled(w, p).secret_sheets == 2, "the sums are those of the piles that count"
    r = result(w, p)
    assert (r.votes_for, r.votes_against, r.present) == (1, 1, 5), "whoever took a ballot came"


def test_who_has_to_do_what_by_the_last_day_for_paper_and_what_the_clock_does_then(w):
    p = w.in_vote()
    issue(w, p, *VOTERS)
    days = load("cn-2026").kind("ordinary").vote["community"].paper_days
    one = first(w, p, (1, "for"))
    there = {"then_act": "close_vote", "days": days}
    early = is_open(w, p, "enter_batch_again", office("clerk", "supervisor"), one, **there)
    two = first(w, p, (2, "for"))
    again(w, p, two, (2, "against"))
    is_open(w, p, "resolve_batch", office("supervisor"), two, due_at=early.due_at, **there)
    assert line(w, p, "enter_batch") is None and early.due_at > w.row(p).closes_at
    to_close(w, p)
    until = reconciled(w, p).waits_until
    assert until == early.due_at
    them = office("clerk", "supervisor")
    is_open(w, p, "enter_batch", them, due_at=until, **there)
    is_open(w, p, "finish_paper", office("supervisor"), due_at=until, **there)
    is_open(w, p, "enter_batch_again", them, one, due_at=until, not_by=w.person["窗口"], **there)
    third = is_open(w, p, "resolve_batch", office("supervisor"), two, due_at=until, **there)
    assert set(third.not_by.split()) == {w.person["窗口"], w.person["窗口乙"]}
    three = first(w, p, (3, "for"))
    is_open(w, p, "enter_batch_again", them, three, due_at=until, **there)
    w.time.to(until)
    w.tick()
    for act, ref in (("enter_batch", ""), ("finish_paper", ""), ("resolve_batch", two)):
        is_over(w, p, act, ref, by="stage_moved")


def test_nothing_more_to_enter_is_asked_of_nobody(w):
    p = w.in_vote()
    issue(w, p, "代表甲")
    b = first(w, p, (1, "for"), sheets=2)
    again(w, p, b, (1, "for"))
    to_close(w, p)
    is_open(w, p, "finish_paper", office("supervisor"))
    assert line(w, p, "enter_batch") is None


@pytest.mark.parametrize("out", [0, 1])
def test_nobody_is_asked_for_another_pile_where_every_ballot_lies_in_one(w, out):
    """By one entry, or by one of two that differ; of one that lies in none somebody is asked."""
    p = w.in_vote()
    issue(w, p, *VOTERS[: 3 + out])
    first(w, p, (1, "for"))
    again(w, p, first(w, p, (2, "for")), (3, "for"))
    to_close(w, p)
    is_open(w, p, "finish_paper", office("supervisor"))
    assert bool(line(w, p, "enter_batch")) == bool(out)
    verify(w.engines)


_states = st.sampled_from(("counted", "differs", "entered"))
_pile = st.tuples(_states, st.integers(1, 9), st.integers(1, 9), st.integers(0, 9))


@given(st.lists(_pile, max_size=6), st.integers(0, 40))
def test_counted_and_not_counted_and_not_returned_are_all_that_went_out(drawn, out):
    found = []
    for state, sheets, second, alike in drawn:
        twice = state != "entered"
        found.append(
            SimpleNamespace(
                batch_id="",
                batch_no=1,
                first={},
                again=None,
                state=state,
                sheets=sheets,
                sheets_again=second if twice else None,
                agreed=min(alike, sheets, second) if state == "differs" else 0,
                counted_sheets=sheets if state == "counted" else None,
            )
        )
    counted, uncounted, missing = piles.came_back(found, out)
    assert counted + uncounted + missing == out and uncounted >= 0
    told = piles.left(PaperRound(batches=tuple(found), secret=True))
    assert uncounted <= sum(x["sheets"] for x in told) and all(x["sheets"] >= 0 for x in told)
    sure = [x for x in found if x.sheets_again is not None]
    assert (missing < 0) == (piles.came_back(sure, out)[2] < 0), "one entry cannot say so"


def by_chance(w, p, rng):
    """Piles whose entries are now alike, now not, now missing, and what is said of ballots between
    them, as the acts take it.
    """
    for _ in range(4):
        some = rng.sample(range(1, 6), rng.randint(1, 3))
        said = tuple((n, rng.choice(("for", "against"))) for n in some)
        other = (
            said
            if rng.random() < 0.4
            else said[rng.randint(0, 1) :] + ((rng.randint(1, 5), "for"),)
        )
        sheets, more = len(said) + rng.randint(0, 1), len(other) + rng.randint(0, 1)
        with suppress(Refused):
            b = first(w, p, *said, sheets=sheets)
            if rng.random() < 0.8:
                again(w, p, b, *other, sheets=more)
        with suppress(Refused):
            settle(w, p, rng.randint(1, 5), rng.choice(("unused", "spoiled", "lost")))


def rows_of(w, p):
    """Number → its row, told anew from the entries as they stand."""
    said = {}
    for b in batches(w, p):
        one, two = (
            {int(x.split()[0]) for x in (e or "").split("\n") if x} for e in (b.first, b.again)
        )
        sure = one if b.again is None else one & two
        if b.state != "counted":
            said |= dict.fromkeys((one | two) - said.keys(), "once") | dict.fromkeys(sure, "waits")
    there = states(w, p)
    return {n: s if s != "out" else said.get(n, "out") for n, s in there.items()}


@pytest.mark.parametrize("seed", range(12))
def test_every_number_is_in_one_row_and_every_pile_left_out_is_named(sqlite_engines, time, seed):
    w, rng = World(sqlite_engines, time).populate(CLERKS), Random(seed)
    p = w.in_vote()
    issue(w, p, *VOTERS)
    by_chance(w, p, rng)
    to_close(w, p)
    rows = Counter(rows_of(w, p).values())
    with w.engines.read_connection() as conn:
        now = piles.still_out(paper_round(conn, w.id, p, 1, secret=False))
    assert now == tuple(rows[x] for x in ("counted", "waits", "once", "out"))
    if w.stage(p) == "vote":
        w.time.to(reconciled(w, p).waits_until)
        w.tick()
    r, not_back = reconciled(w, p), rows["out"] + rows["once"] + rows["lost"]
    assert (r.issued, r.unused, r.spoiled, r.lost) == (
        5,
        rows["unused"],
        rows["spoiled"],
        rows["lost"],
    )
    assert (r.returned - r.uncounted, r.uncounted) == (rows["counted"], rows["waits"])
    assert r.missing == not_back and sum(rows.values()) == 5
    named = {b.batch_no for b in batches(w, p) if b.state != "counted"}
    assert set(left(w, p)) == named
    assert sum(sheets for sheets, _why in left(w, p).values()) == r.uncounted
    marked = {"paper_uncounted", "paper_one_entry"} & {x.code for x in w.rows(tables.remark)}
    assert bool(marked) == bool(rows["waits"] + rows["once"]) or r.annulled
    verify(w.engines)
