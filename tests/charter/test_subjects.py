"""Subjects: a line of the table is for one type, and stages that are spelt alike are two stages."""

import dataclasses
from enum import StrEnum

import pytest

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import gate
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.cycle.policy.row import row
from deliberation.charter.roles import Role
from deliberation.charter.subjects import Subject, SubjectType, read_subject, the_proposal
from deliberation.charter.subjects.proposal import Stage
from deliberation.charter.subjects.stages import STAGES
from tests.charter.matrix import HOWS, WHOS, case

OF_PROPOSALS = [name for name, line in POLICY.items() if line.of is SubjectType.proposal]


class Another(StrEnum):
    """Stages of another type, some of them spelt as those of a proposal."""

    vote = "vote"


@pytest.mark.parametrize("name", OF_PROPOSALS)
def test_an_act_on_proposals_is_refused_on_a_subject_of_another_type(name):
    other = dataclasses.replace(
        case(WHOS[0], "gather", HOWS[0]), about=Subject(SubjectType.announcement, "p")
    )
    assert [reason.code for reason in gate(name, other)] == ["unknown_subject"]


def test_a_stage_of_another_type_is_not_this_one_though_it_is_spelt_alike():
    line = row(ActName.cast_ballot, Stage.vote, Role.voter)
    assert Another.vote == Stage.vote and line.at(Stage.vote)
    assert not line.at(Another.vote) and not line.at(None)


def test_a_line_of_any_type_names_the_stages_of_each():
    line = row(ActName.ask_question, (Stage.vote, Another.vote), Role.supervisor, of=None)
    assert line.at(Stage.vote) and line.at(Another.vote) and not line.at(Stage.gather)


def test_act_and_line_say_the_same_type():
    assert {name for name, line in POLICY.items() if REGISTRY[name].of is not line.of} == set()


def test_each_line_names_stages_of_its_own_type():
    for name, line in POLICY.items():
        of = {type(stage) for stage in line.stages if stage is not None}
        wanted = set(STAGES.values()) if line.of is None else {STAGES.get(line.of)}
        assert of <= wanted, name


def test_what_a_header_says_is_read_back():
    about = the_proposal("01jzzzzzzz0000000000r00001")
    assert read_subject(about.plain()) == about and read_subject(None) is None
    with pytest.raises(ValueError, match="covenant"):
        read_subject({"type": "covenant", "id": about.id})
