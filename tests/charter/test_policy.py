"""The deciding rows of the policy table against a text written by hand, and who may never hold one."""

from pathlib import Path

from deliberation.charter.acts import ActName
from deliberation.charter.policy import POLICY
from deliberation.charter.roles import Role


def test_the_deciding_rows_are_as_written_by_hand():
    lines = (Path(__file__).parent / "policy.txt").read_text(encoding="utf-8").splitlines()
    for line in (text for text in lines if text and not text.startswith("#")):
        act, stages, roles, factor = (part.strip() for part in line.split("|"))
        row = POLICY[ActName(act)]
        found = ({s.value for s in row.stages}, {r.value for r in row.roles}, row.factor)
        assert found == (set(stages.split()), set(roles.split()), factor == "yes"), act


def test_the_operator_has_no_row_past_draft():
    for row in POLICY.values():
        if Role.operator in row.roles:
            assert {s and s.value for s in row.stages} <= {None, "draft"}, row.act
