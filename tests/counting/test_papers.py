"""Answers on a paper: one spelling each, everything else refused by name; and what the rules make
of them.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.counting import dual_plans
from deliberation.counting.papers import BadPaper, Question, read, write
from deliberation.counting.questions import count_question, count_round
from deliberation.counting.rules import ASKED
from deliberation.counting.threshold import Threshold

HALF, TWO_THIRDS, THREE_QUARTERS = (
    Threshold("more_than", 1, 2),
    Threshold("at_least", 2, 3),
    Threshold("at_least", 3, 4),
)
ONE = Question("one", "absolute/1", 3, none=True)
SEVERAL = Question("approve", "approval/1", 4, seats=2, most=2)
ORDER = Question("rank", "scottish-stv/1", 4, seats=2)
POINTS = Question(
    "points", "greedy/1", 3, seats=0, most=10, budget=100_00, costs=(60_00, 50_00, 40_00)
)
EACH = Question("each", "each/1", 3, seats=2)
MOTION = Question("motion", "motion/1", 0)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (MOTION, "for"),
        (ONE, "3"),
        (ONE, "none"),
        (ONE, "abstain"),
        (SEVERAL, "1,4"),
        (SEVERAL, "2"),
        (SEVERAL, "abstain"),
        (ORDER, "3>1>2"),
        (ORDER, "4"),
        (POINTS, "1=3,3=7"),
        (EACH, "1=for,2=against,3=abstain"),
    ],
)
def test_an_answer_reads_as_it_is_written(question, text):
    assert write([question], read([question], text)) == text


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        (MOTION, "yes", "bad_choice"),
        (ONE, "4", "bad_choice"),
        (ONE, "0", "bad_choice"),
        (ONE, "01", "bad_choice"),
        (ONE, "１", "bad_choice"),
        (ONE, "", "bad_choice"),
        (ONE, "1,2", "bad_choice"),
        (SEVERAL, "1,2,3", "too_many"),
        (SEVERAL, "1,1", "twice"),
        (SEVERAL, "4,1", "bad_choice"),
        (SEVERAL, "none", "bad_choice"),
        (ORDER, "1>1", "twice"),
        (ORDER, "1>5", "bad_choice"),
        (ORDER, ">1", "bad_choice"),
        (POINTS, "1=6,2=5", "too_many"),
        (POINTS, "1=0", "bad_choice"),
        (POINTS, "1=-2", "bad_choice"),
        (POINTS, "1=3,1=2", "twice"),
        (POINTS, "2=1,1=1", "bad_choice"),
        (POINTS, "1", "bad_choice"),
        (EACH, "1=for,2=for,3=for", "too_many"),
        (EACH, "1=for,2=for", "bad_choice"),
        (EACH, "1=for,2=for,3=yes", "bad_choice"),
        (EACH, "1=for,1=for,3=for", "twice"),
        (ONE, "1;2", "bad_choice"),
    ],
)
def test_what_the_paper_does_not_allow_is_named(question, text, code):
    with pytest.raises(BadPaper) as bad:
        read([question], text)
    assert (bad.value.code, bad.value.question) == (code, 1)


def test_several_questions_are_answered_in_order():
    answers = read([ONE, ORDER, MOTION], "2;1>3;against")
    assert (answers[0].chosen, answers[1].chosen, answers[2].word) == ((2,), (1, 3), "against")
    with pytest.raises(BadPaper) as bad:
        read([ONE, ORDER, MOTION], "2;1>9;against")
    assert bad.value.question == 2


def test_a_question_stands_in_a_fact_and_comes_back():
    q = Question("points", "greedy/1", 3, most=9, budget=5, costs=(1, 2, 3), excludes=((1, 2),))
    assert Question.of(q.as_json()) == q


def count(question, ballots, *, members=20, present=None, quorum=HALF, majority=HALF):
    done = count_round(
        [question],
        ballots,
        members=members,
        present=len(ballots) if present is None else present,
        quorum=quorum,
        majority=majority,
        seed="0" * 26,
    )
    return done.outcome, [q.winners for q in done.questions], done


@pytest.mark.parametrize(
    ("ballots", "outcome", "winners"),
    [
        (["1"] * 8 + ["2"] * 4, "passed", (1,)),
        (["1"] * 6 + ["2"] * 6, "rejected", ()),
        (["none"] * 9 + ["1"] * 3, "rejected", (0,)),
        (["1"] * 6 + ["2"] * 3 + ["abstain"] * 3, "rejected", ()),
        (["2"] * 7 + ["none"] * 5, "passed", (2,)),
    ],
)
def test_one_of_several_plans_needs_more_than_half_of_those_present(ballots, outcome, winners):
    assert count(ONE, ballots)[:2] == (outcome, [winners])


def test_without_quorum_nothing_is_counted():
    outcome, winners, done = count(ONE, ["1"] * 10)
    assert (outcome, winners, done.quorum.met) == ("inquorate", [], False)


def test_present_without_a_ballot_weighs_against_every_plan():
    assert count(ONE, ["1"] * 8, present=16)[0] == "rejected"
    assert count(ONE, ["1"] * 8, present=15)[0] == "passed"


def test_equals_at_the_last_seat_are_voted_on_again_not_drawn():
    ballots = ["1=for,2=for,3=against"] * 6 + ["1=for,2=against,3=for"] * 6
    outcome, winners, done = count(
        Question("each", "each/1", 3, seats=2), ballots, majority=Threshold("at_least", 1, 2)
    )
    assert (outcome, winners) == ("passed", [(1,)])
    assert done.questions[0].result.ties == [
        {"stage": 1, "tied": ["2", "3"], "chosen": [], "broken_by": "vote_again"}
    ]


def test_a_budget_is_spent_by_the_rule_of_its_question():
    ballots = ["1=10"] * 6 + ["2=6,3=4"] * 6
    outcome, winners, _done = count(POINTS, ballots)
    assert (outcome, winners) == ("passed", [(1, 3)]), (
        "60 for the first, 36 and 24 points for the others, of which only the third still fits"
    )
    spread = Question(
        "approve", "equal-shares/1", 3, seats=0, budget=100_00, costs=(60_00, 50_00, 40_00)
    )
    assert count(spread, ["1"] * 7 + ["2,3"] * 5)[1] == [(1, 3)]


def test_rankings_elect_and_abstaining_is_a_blank_paper():
    outcome, winners, done = count(ORDER, ["1>2"] * 6 + ["3>4"] * 5 + ["abstain"])
    assert (outcome, winners) == ("passed", [(1, 3)])
    assert done.questions[0].result.rule == "scottish-stv"


@pytest.mark.slow
@given(st.data())
def test_every_answer_has_one_spelling(data):
    question = data.draw(st.sampled_from([ONE, SEVERAL, ORDER, POINTS, EACH, MOTION]))
    text = data.draw(st.text("0123456789,>=abefginorst;", max_size=20))
    try:
        answers = read([question], text)
    except BadPaper:
        return
    assert write([question], answers) == text


@pytest.mark.slow
@given(
    st.lists(st.sampled_from(["1", "2", "3", "none", "abstain"]), min_size=1, max_size=30),
    st.permutations([1, 2, 3]),
    st.randoms(),
)
def test_the_absolute_rule_knows_neither_names_nor_voters(ballots, order, chance):
    before = count(ONE, ballots, members=30, quorum=Threshold("at_least", 0, 1))[1][0]
    renamed = [str(order[int(b) - 1]) if b.isdigit() else b for b in ballots]
    chance.shuffle(renamed)
    assert count(ONE, renamed, members=30, quorum=Threshold("at_least", 0, 1))[1][0] == tuple(
        order[w - 1] if w else 0 for w in before
    )


@pytest.mark.slow
@given(st.lists(st.sampled_from(["1", "2", "3", "none", "abstain"]), min_size=1, max_size=20))
def test_one_more_vote_never_harms_the_plan_that_won(ballots):
    before = count(ONE, ballots, members=21, quorum=Threshold("at_least", 0, 1))[1][0]
    if before and before != (0,):
        assert (
            count(ONE, [*ballots, str(before[0])], members=21, quorum=Threshold("at_least", 0, 1))[
                1
            ][0]
            == before
        )


@pytest.mark.parametrize(
    ("parties", "outcome", "winners"),
    [
        ([(100, "1")] * 7 + [(100, "2")] * 3, "passed", (1,)),
        ([(100, "1")] * 5 + [(100, "2")] * 5, "rejected", ()),
        ([(1000, "1"), *[(100, "2")] * 6], "rejected", ()),
        ([(100, "none")] * 7 + [(100, "1")] * 3, "rejected", (0,)),
        ([(100, "1")] * 5 + [(100, None)] * 5, "inquorate", None),
        ([(100, "1")] * 6 + [(100, "abstain")] * 4, "passed", (1,)),
    ],
)
def test_owners_choose_a_plan_by_heads_and_by_area(parties, outcome, winners):
    done = dual_plans.count_dual_plans(
        Question("one", "dual-plans/1", 2, none=True), parties, quorum=TWO_THIRDS, majority=HALF
    )
    assert (done.outcome, done.questions[0].winners if done.questions else None) == (
        outcome,
        winners,
    )


def test_every_rule_counts_its_forms_and_no_other():
    for rule, row in ASKED.items():
        if rule == "dual-plans/1":
            continue
        for form in ("motion", "one", "approve", "rank", "points", "each"):
            q = Question(form, rule, 2, costs=(1, 1), budget=1)
            if form not in row.forms:
                with pytest.raises(ValueError):
                    count_question(q, [], present=1, majority=HALF, seed="x")
