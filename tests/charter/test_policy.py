"""The whole policy matrix against a text written by hand: who may do what, where it leads, and that
nothing is loosened unseen.
"""

import dataclasses
import itertools

import pytest

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.roles import Role
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.announcement import MAY_STAY
from deliberation.charter.subjects.announcement import Stage as Shown
from deliberation.charter.subjects.proposal import Stage
from tests.charter import matrix
from tests.charter.matrix import LINES as EVERY

LINES = matrix.lines_of(SubjectType.proposal)

MOVES = set().union(*(line.moves for line in LINES.values()))
# Who moves a stage on, back, or to its end, as the design has it: the body it belongs to, the
# author before the notice, and the clock.
MOVERS = {
    "draft": {"author"},
    "gather": {"clock", "author"},
    "take_up": {"clock", "author", "deliberator"},
    "advise": {"clock", "author", "councillor", "lead_organisation", "clerk", "committee_member"},
    "notice": {"clock", "supervisor"},
    "vote": {"clock"},
    "publish": {"clock", "supervisor", "clerk", "committee_member", "election_committee"},
    "carry_out": {
        "clock",
        "organisation",
        "committee_member",
        "clerk",
        "election_committee",
        "supervisor",  # an upheld objection, whoever its ground is of
    },
    "inspect": {"clock", "supervisor", "clerk", "committee_member"},
    "evaluate": {"clock", "clerk", "committee_member"},
    "closed": {
        "clock",
        "supervisor",
        "author",
        "representative",
        "committee_member",
        "election_committee",
    },
}
SILENCES = {
    "gather": "lapse",
    "take_up": "adopt_in_silence",
    "advise": "pass_council_by",
    "notice": "open_vote",
    "vote": "close_vote",
    "publish": "end_objections",
    "carry_out": "inspect_as_it_stands",
    "inspect": "pass_inspection_by",
    "evaluate": "close",
}


def test_the_text_has_exactly_the_acts_the_stages_and_the_roles():
    assert set(EVERY) == {a.value for a in ActName} == {a.value for a in POLICY}
    for of, stages in matrix.STAGES.items():
        lines = matrix.lines_of(of).values()
        assert set().union(*(line.stages for line in lines)) == set(stages)
    assert set().union(*(line.roles for line in EVERY.values())) == {r.value for r in Role} - {
        "visitor"
    }
    assert {to for line in LINES.values() for _, to in line.outcomes.values()} == {
        s.value for s in Stage
    }


def test_a_malformed_line_is_not_passed_over():
    for text in (
        "rate | evaluate | resident | no | no",
        "rate | evaluate | resident | no | no | maybe |",
        "a | vote | voter | no | no | no |\na | vote | voter | no | no | no |",
    ):
        with pytest.raises(ValueError, match="line"):
            matrix.read(text)


@pytest.mark.slow
def test_the_gate_answers_every_attempt_as_the_text_has_it():
    assert matrix.differences() == {}


def test_every_refusal_of_the_gate_is_met_on_the_way():
    met = {
        matrix.expected(line, who, stage, how)
        for line in LINES.values()
        for stage in ("gather", "vote", "publish", None)
        for who in matrix.WHOS
        for how in matrix.HOWS
    }
    assert met == {
        None,
        "wrong_stage",
        "wrong_role",
        "not_signed_in",
        "not_on_roll",
        "term_expired",
        "recused",
        "wrong_group",
        "factor_needed",
    }


LOOSENED = {
    "cast_ballot": {"factor": False},
    "certify": {"roles": (Role.supervisor, Role.committee_member)},
    "recommend": {"stages": frozenset({Stage.advise, Stage.take_up})},
    "accept": {"barred": False},
    "cosign": {"group": False},
    "pass_on": {"outcomes": {"passed_on": Stage.closed, "taken_up": Stage.advise}},
    "submit": {"roles": (Role.author, Role.operator)},
    "suspend": {"stages": frozenset({None, Stage.carry_out})},
    "draft": {"roles": (Role.resident, Role.visitor)},
}


@pytest.mark.slow
def test_loosened_rows_are_reported_and_no_others(monkeypatch):
    for act in ("cast_ballot", "certify", "recommend"):
        loosen(monkeypatch, act)
    assert set(matrix.differences()) == {"cast_ballot", "certify", "recommend"}


@pytest.mark.parametrize("act", LOOSENED)
def test_each_way_of_loosening_a_row_is_seen_by_itself(monkeypatch, act):
    assert not matrix.differs(act)
    loosen(monkeypatch, act)
    assert matrix.differs(act)


def loosen(monkeypatch, act: str) -> None:
    monkeypatch.setitem(
        POLICY, ActName(act), dataclasses.replace(POLICY[ActName(act)], **LOOSENED[act])
    )


def test_an_act_without_a_row_is_nobodys(monkeypatch):
    monkeypatch.delitem(POLICY, ActName.rate)
    for who in matrix.WHOS:
        assert [
            r.code for r in gate(ActName.rate, matrix.case(who, "evaluate", matrix.IN_ORDER))
        ] == ["no_such_act"]


def test_every_stage_is_reached_and_left_along_the_road():
    road = [s.value for s in Stage]
    assert (
        LINES["draft"].outcomes == {"drafted": (frozenset(), "draft")}
        and road[0] == "draft"
        and road[-1] == "closed"
    )
    assert not set(itertools.pairwise(road)) - MOVES
    assert {stage for stage, to in MOVES if to == "closed"} >= set(road) - {
        "closed",
        "notice",
        "vote",
    }


def test_every_open_stage_is_left_by_silence():
    road = [s.value for s in Stage]
    for stage, act in SILENCES.items():
        line = LINES[act]
        assert line.stages == {stage} and line.roles == {"clock"}, act
        assert line.moves & {(stage, road[road.index(stage) + 1]), (stage, "closed")}, act
    assert set(SILENCES) == set(road) - {"draft", "closed"}
    assert not [
        a for a, line in LINES.items() if "clock" in line.roles and "draft" in line.stages
    ], "a draft stays"


def test_an_announcement_is_ended_by_the_clock_or_says_why_it_stays():
    lines = matrix.lines_of(SubjectType.announcement)
    assert {pair for line in lines.values() for pair in line.moves} == {
        ("shown", "over"),
        ("shown", "withdrawn"),
        ("over", "withdrawn"),
    }
    assert (lines["end_announcement"].roles, lines["end_announcement"].stages) == (
        {"clock"},
        {"shown"},
    )
    assert set(MAY_STAY) == set(Shown)


def test_only_the_named_bodies_and_the_clock_move_a_stage():
    movers = {stage: set() for stage in MOVERS}
    for line in LINES.values():
        for stage, _ in line.moves:
            movers[stage] |= line.roles
    assert movers == MOVERS


def test_there_is_no_superuser():
    for role in {r.value for r in Role} - {"clock"}:
        mine = [line for line in LINES.values() if role in line.roles]
        assert not [line.act for line in mine if any(stage == "vote" for stage, _ in line.moves)], (
            role
        )
        assert len(mine) <= len(LINES) / 3, role
    assert not [line.act for line in LINES.values() if "visitor" in line.roles]
    shell = [line for line in LINES.values() if "operator" in line.roles]
    assert all(line.stages <= {None, "draft"} and not line.outcomes for line in shell)
    everybody = next(w for w in matrix.WHOS if len(w.held) > 1)
    assert [
        r.code for r in gate(ActName.certify, matrix.case(everybody, "vote", matrix.IN_ORDER))
    ] == ["wrong_stage"]


def test_supervisors_neither_vote_nor_edit():
    mine = {line.act for line in LINES.values() if "supervisor" in line.roles}
    assert not mine & {
        "cast_ballot",
        "revise",
        "submit",
        "recommend",
        "take_up",
        "cosign",
        "answer_recommendation",
        "finish",
        "rate",
    }
    assert (
        LINES["certify"].roles
        == LINES["refuse_certificate"].roles
        == LINES["accept"].roles
        == {"supervisor"}
    )
