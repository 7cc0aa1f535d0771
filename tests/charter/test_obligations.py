"""What ends what somebody has to do: every rule names a fact that can be and an act that somebody
may do, and no line that outlives its stage is left without an end.
"""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle import obligations as rules
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.facts import KINDS, asked_of, of_clock
from deliberation.charter.facts.matters.elections import WrittenInNamed
from deliberation.charter.facts.proposal.cycle import PassedInSilence, StageMoved
from deliberation.charter.facts.proposal.supervise import QuestionAnswered
from deliberation.charter.facts.vote.official import OfficialResultRecorded

TABLES = {
    "ends": rules.ENDS,
    "counts": rules.COUNTS,
    "holds": rules.HOLDS,
    "releases": rules.RELEASES,
}
EVERY_RULE = [
    pytest.param(rule, id=f"{name}-{rule.kind}-{rule.act.value}")
    for name, table in TABLES.items()
    for found in table.values()
    for rule in found
]
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_names_a_fact_with_its_fields_and_an_act_somebody_may_do(rule: rules.Rule) -> None:
    known = [cls for (kind, _), cls in KINDS.items() if kind == rule.kind]
    assert known, f"no fact is a {rule.kind}"
    for cls in known:
        has = {f.name for f in fields(cls)}
        named = {x for x in rule.ref if x != rules.EVERY} | {name for name, _ in rule.where}
        assert named <= has
        assert rule not in rules.HOLDS.get(rule.kind, ()) or "until" in has
    assert rule.act in POLICY


def ended(fact: object) -> set[tuple[A, str]]:
    return set(rules.concerned(rules.ENDS, fact))  # type: ignore[arg-type]


def test_facts_end_what_they_name_and_nothing_where_they_do_not() -> None:
    assert ended(QuestionAnswered(question="q1", by="p")) == {(A.answer_question, "q1")}
    assert ended(PassedInSilence(code="council_silent")) == {(A.recommend, ""), (A.check_cost, "")}
    assert ended(PassedInSilence(code="not_reviewed")) == set()
    closed = ended(StageMoved(from_stage="vote", to_stage="closed", why="x"))
    assert (A.answer_proxy, rules.EVERY) in closed and (A.defend_recall, "") in closed
    assert (A.answer_question, "") not in closed


def test_an_entry_may_be_named_by_two_fields_and_one_that_replaces_none_ends_none() -> None:
    named = WrittenInNamed(
        by="p",
        round_no=1,
        post="member",
        write_in_no=2,
        votes=3,
        state="elected",
        place=1,
        verdict="refused",
    )
    assert ended(named) == {(A.name_written_in, "member:2")}
    first = OfficialResultRecorded(
        entry="e1",
        by="p",
        role="clerk",
        round_no=1,
        ended_on="2026-03-02",
        figures=[],
        outcome="passed",
        chosen=None,
        evidence=[],
        replaces=None,
    )
    assert ended(first) == {(A.record_official_result, "")}


def test_a_line_of_people_has_the_day_of_the_clock_it_comes_before() -> None:
    due = NOW + timedelta(days=3)
    clock = of_clock("mark_question", due, start_at=NOW, days=3, ref="q1", scope="own")
    line = asked_of("answer_question", "hand", "p1", from_at=NOW, before=clock)
    alike = ("ref", "due_at", "start_at", "days", "provisional", "scope")
    assert {k: line[k] for k in alike} == {k: clock[k] for k in alike}
    assert (line["then_act"], clock["then_act"]) == ("mark_question", "mark_question")
    assert (line["who_kind"], clock["who_kind"]) == ("hand", "clock")


def test_a_line_without_a_clock_is_due_when_it_is_said_or_never() -> None:
    never = asked_of("rectify", "organisation", "o1", from_at=NOW, ref="f1", scope="own")
    assert (never["due_at"], never["start_at"], never["days"], never["then_act"]) == (None,) * 4
    day = asked_of("take_office", "office_role", "clerk", from_at=NOW, due_at=NOW, days=30)
    assert (day["due_at"], day["start_at"], day["days"]) == (day["from_at"], day["from_at"], 30)
