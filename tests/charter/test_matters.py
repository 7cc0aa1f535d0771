"""The kinds of matter as objects: which one a kind of a rulebook is, which acts are for it, and
that none of them lacks a word or a part of the page.
"""

import dataclasses
from types import SimpleNamespace

import pytest

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.matters import registry
from deliberation.charter.matters.questions import (
    BY_KIND,
    IN_COLUMNS,
    QUESTIONS,
    answered,
    asked,
    classify,
)
from deliberation.charter.matters.trial import MATTER as TRIAL
from deliberation.charter.rulebook import load
from deliberation.web.words.base import EFFECT_NOTE
from deliberation.web.words.matter import ANSWER, ASKED, HINT, QUESTION
from tests.conftest import ROOT

BOOK = load("cn-2026")


def test_a_kind_is_what_its_rules_say_and_else_what_its_name_says():
    found = {name: registry.of(name, kind).name for name, kind in BOOK.kinds.items()}
    assert found.pop("election_council") == found.pop("election_committee") == "election"
    assert found.pop("election_representatives") == found.pop("election_supervisors") == "election"
    assert all(name == matter for name, matter in found.items())
    assert registry.of("dismissal", BOOK.kinds["recall"]).name == "recall"
    assert registry.of("anything", BOOK.kinds["ordinary"]).name == "ordinary"
    assert registry.of("task", None).name == "task"  # of rules that have no such kind any more


def test_a_question_is_answered_by_a_column_or_by_the_kind():
    for question in QUESTIONS:
        kind, note = classify({question: True}, BOOK)
        assert note is None or kind == "ordinary"
        row = SimpleNamespace(matter=kind, **dict.fromkeys(IN_COLUMNS, False))
        if question in BY_KIND:
            assert answered(row)[question], f"a yes to {question} would be forgotten"
    without = dataclasses.replace(BOOK, kinds={"ordinary": BOOK.kinds["ordinary"]})
    assert classify({"is_trial": True}, without) == ("ordinary", "no_kind_trial")


@pytest.mark.parametrize("matter", registry.every(), ids=lambda matter: matter.name)
def test_none_lacks_words_or_a_part_of_the_page(matter):
    if matter.question is not None:
        assert matter.question.code in QUESTION and f"no_kind_{matter.name}" in EFFECT_NOTE
    assert not {*matter.answers} - {*ANSWER}
    assert not matter.answers or matter.words in ASKED
    parts = {matter.page, matter.beside, matter.on_ballot, *matter.status.values()} - {""}
    assert not [part for part in parts if not (ROOT / "templates" / part).is_file()]
    assert {*matter.own, *matter.strange, *matter.fits} <= {*POLICY}
    assert not {*matter.own} & {*matter.strange}


def test_no_words_are_left_of_a_question_nobody_asks():
    notes = {note for note in EFFECT_NOTE if note.startswith("no_kind_")}
    assert not ({*QUESTION} | {*HINT}) - {*QUESTIONS}
    assert notes == {f"no_kind_{m.name}" for m in asked()}


def test_no_two_questions_stand_in_one_place_or_have_one_rank():
    questions = [m.question for m in registry.every() if m.question is not None]
    for of in ("code", "rank", "place"):
        assert len({getattr(q, of) for q in questions}) == len(questions)


def test_kinds_an_act_is_for_alone_and_kinds_it_is_not_for():
    assert registry.alone(A.file_covenant, BOOK) == ("covenant",)
    assert registry.alone(A.finish, BOOK) == ()
    assert {"covenant", "task", "trial", "recall", "election_council"} <= {
        *registry.without(A.finish, BOOK)
    }


def test_a_trial_is_kept_by_more_than_say_end_it():
    said = {(0, 0): "ended", (1, 2): "kept", (2, 3): "ended", (3, 5): "kept", (3, 4): "ended"}
    for (ratings, total), ending in said.items():
        assert TRIAL.at_close(ratings, total).value == ending
