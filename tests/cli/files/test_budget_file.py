"""A real budget round as a Pabulib file: counted by `deliberation tally`, by the rule it names, to
the projects the record says were funded; with the fen of every cost.
"""

import json

import pytest

from deliberation.record import tables
from tests.cycle.matters import rounds

PROJECTS = {"长椅": 3_000_001, "路灯": 5_000_050, "凉亭": 6_000_000, "花坛": 1_000_000}
ROUNDS = {
    ("approve", "greedy/1"): {
        "林一": "1,2",
        "林二": "2,3",
        "林三": "2,4",
        "林四": "3",
        "林五": "1,4",
        "林六": "abstain",
    },
    ("approve", "equal-shares/1"): {
        "林一": "2",
        "林二": "2",
        "林三": "2",
        "林四": "1,4",
        "林五": "1,4",
    },
    ("points", "greedy/1"): {
        "林一": "3=10",
        "林二": "1=5,4=5",
        "林三": "3=6,4=4",
        "林四": "1=10",
        "林五": "4=1",
    },
    ("rank", "greedy/1"): {"林一": "3>1", "林二": "3>4", "林三": "2>3", "林四": "4", "林五": "3"},
}


@pytest.mark.parametrize("method", ROUNDS)
def test_tally_counts_the_file_of_a_real_round_to_the_projects_on_record(
    small_world, command, tmp_path, method
):
    w, file = small_world, str(tmp_path / "round.pb")
    p = rounds.counted(w, ROUNDS[method], projects=PROJECTS, form=method[0], rule=method[1])
    assert f"{len(ROUNDS[method])} ballots" in command(
        "ballots", file, "--community", "jiahe", "--proposal", p
    )
    found = json.loads(command("tally", file, "--json"))
    rows = [
        r for r in w.rows(tables.round_option, tables.round_option.c.proposal_id == p) if r.place
    ]
    assert found["winners"] == [
        str(r.option_no) for r in sorted(rows, key=lambda r: r.place)
    ] and found["rule"] == method[1].removesuffix("/1")
    text = (tmp_path / "round.pb").read_text("utf-8")
    assert "长椅" in text and "30000.01" in text and w.person["林一"] not in text
