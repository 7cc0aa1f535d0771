"""Every rule is one line, and all that asks for rules finds it there."""

import inspect

import pytest

from deliberation.counting.papers import Question
from deliberation.counting.questions import Counted, count_question
from deliberation.counting.rules import ASKED, MONEY, ROWS, RULES, counter
from deliberation.counting.threshold import Threshold
from deliberation.web.counted.shown import METHODS
from deliberation.web.words.paper import RULE

HALF = Threshold("more_than", 1, 2)
ELSEWHERE = {"dual-plans", "election"}  # counted with owners' parties, and with posts


@pytest.mark.parametrize("rule", ROWS, ids=lambda r: r.name)
def test_a_rule_has_a_counter_for_all_that_it_counts(rule):
    places = [place for place in (rule.question, rule.ballots) if place]
    assert all(callable(counter(place)) for place in places)
    assert places or rule.name in ELSEWHERE | {"dual"}
    if "ranked" in rule.files or "approvals" in rule.files:
        assert {"seats", "seed"} <= inspect.signature(counter(rule.ballots)).parameters.keys()


@pytest.mark.parametrize(
    ("rule", "form"),
    [(r, form) for r in ROWS for form in r.forms if r.name not in ELSEWHERE],
    ids=lambda x: getattr(x, "name", x),
)
def test_a_question_nobody_answered_is_counted_by_every_rule_that_may_ask_it(rule, form):
    q = Question(form, rule.said, 2, seats=1, costs=(1, 1), budget=2)
    counted = count_question(q, [], present=1, majority=HALF, seed="x")
    assert isinstance(counted, Counted) and counted.result.working and counted.digest


def test_names_are_said_once_and_in_words():
    assert len(RULES) == len(ROWS) and all(rule.said == name for name, rule in ASKED.items())
    assert set(RULE) == set(ASKED) - {"election/1"}  # its page names posts, and no rule
    assert METHODS.keys() <= ASKED.keys()
    assert set(MONEY) == {"greedy/1", "equal-shares/1"}


def test_a_rule_that_is_not_there_counts_nothing():
    for name in ("copeland/1", "irv/2", "seqpav/1", "dual-plans/1"):
        with pytest.raises(ValueError, match="does not count"):
            count_question(Question("rank", name, 2), [], present=1, majority=HALF, seed="x")
