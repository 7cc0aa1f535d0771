"""Every kind of paper: what `deliberation ballots` writes, `deliberation tally` counts to the
winners on record, lots included.
"""

import json

import pytest

from deliberation.counting.formats import paper_ballots
from deliberation.counting.formats.errors import BadFile
from deliberation.record import tables
from tests.web.ballot import papers
from tests.web.ballot.test_counted import CASES, VOTERS, decided
from tests.world import OFFICES, RESIDENTS

TIED = {
    "plurality lot": (papers.PLURALITY, ("1", "1", "2", "2", "3", "3")),
    "irv lot": (papers.IRV, ("1", "1", "2", "2", "3", "3")),
    "budget lot": (papers.GREEDY, ("1", "2", "3", "1", "2", "3")),
    "approval lot": (papers.APPROVE, ("1,2", "2,3", "1,3", "abstain", "abstain", "abstain")),
}
ENDING = {
    "scottish": ".blt",
    "irv": ".blt",
    "irv lot": ".blt",
    "meek": ".blt",
    "points": ".pb",
    "greedy": ".pb",
    "ranked budget": ".pb",
    "equal shares": ".pb",
    "budget lot": ".pb",
}


def on_record(w, p, named):
    rows = [
        r for r in w.rows(tables.round_option, tables.round_option.c.proposal_id == p) if r.place
    ]
    titles = {o.option_id: o.title for o in w.rows(tables.ballot_option)}
    return [
        titles[r.option_id] if named else str(r.option_no)
        for r in sorted(rows, key=lambda r: r.place)
    ]


@pytest.mark.parametrize("case", [*(c for c in CASES if c != "motion"), *TIED])
def test_the_file_counts_to_the_winners_on_record(
    small_world, command, tmp_path, monkeypatch, case
):
    w = small_world
    make, ballots = (CASES.get(case) or TIED.get(case))[:2]
    p = decided(w, monkeypatch, ballots, make)
    ending = ENDING.get(case, ".ballots")
    file = str(tmp_path / f"vote{ending}")
    assert f"{len(VOTERS)} ballots" in command(
        "ballots", file, "--community", "jiahe", "--proposal", p
    )
    found = json.loads(command("tally", file, "--json"))
    assert [x for x in found["winners"] if x != "0"] == on_record(w, p, ending == ".blt"), found
    if ending != ".ballots":
        assert "name the file so" in command(
            "ballots", str(tmp_path / "vote.txt"), "--community", "jiahe", "--proposal", p, ok=False
        )


def test_owners_plans_by_party_and_area(small_world, command, tmp_path):
    w, file = small_world, str(tmp_path / "vote.ballots")
    p = w.in_vote(answers={"uses_common_parts": True}, plans=("种桂花", "种香樟"))
    for name in (*RESIDENTS, *OFFICES):
        w.cast(p, **{name: "1"})
    w.let_pass(p)
    command("ballots", file, "--community", "jiahe", "--proposal", p)
    found = json.loads(command("tally", file, "--json"))
    (q,) = w.rows(tables.round_question)
    assert (
        found["rule"] == "dual-plans"
        and found["winners"] == ["1"]
        and found["working"]["outcome"] == q.outcome == "passed"
    )
    assert sorted(found["working"]["options"].values()) == ["种桂花", "种香樟"]


def test_of_several_questions_each_has_a_file(small_world, command, tmp_path, monkeypatch):
    p = decided(small_world, monkeypatch, ("2;2>1",) * 6, papers.ONE, papers.IRV)
    for number, name, winners in (("1", "one.ballots", ["2"]), ("2", "two.blt", ["种香樟"])):
        command(
            "ballots",
            str(tmp_path / name),
            "--community",
            "jiahe",
            "--proposal",
            p,
            "--question",
            number,
        )
        assert json.loads(command("tally", str(tmp_path / name), "--json"))["winners"] == winners
    assert "no vote" in command(
        "ballots",
        str(tmp_path / "x.ballots"),
        "--community",
        "jiahe",
        "--proposal",
        p,
        "--question",
        "3",
        ok=False,
    )
    assert "cannot be counted by" in command(
        "tally", str(tmp_path / "one.ballots"), "--rule", "approval", ok=False
    )
    assert "how many can be chosen" in command(
        "tally", str(tmp_path / "one.ballots"), "--seats", "2", ok=False
    )


GOOD = (
    "META\nkey;value\nformat;deliberation-paper/1\nform;one\nrule;absolute/1\nseats;1\nmost;0\n"
    "none;yes\nmembers;3\npresent;2\nquorum;at_least 1/2\nmajority;more_than 1/2\n"
    "num_options;2\nnum_votes;2\nOPTIONS\noption;name\n1;甲\n2;乙\nVOTES\nballot;answer\na;1\nb;"
    "none\n"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("b;none", "b;3", "line 22"),
        ("b;none", "a;none", "already on line 21"),
        ("b;none", "b;1;2", "not like ballot;answer"),
        ("num_votes;2", "num_votes;3", "num_votes is 3"),
        ("present;2", "present;1", "1 present"),
        ("2;乙", "3;乙", "numbered from 1"),
        ("num_options;2", "num_options;3", "num_options is 3"),
        ("none;yes", "none;maybe", "not yes or no"),
        ("rule;absolute/1", "rule;absolute/9", "does not count"),
        ("quorum;at_least 1/2", "quorum;half", "not like"),
        ("seats;1\n", "", "does not say seats"),
        ("OPTIONS", "PROJECTS", "OPTIONS"),
        ("seats;1", "seats;-1", "not a whole number"),
        ("META\n", "", "begins with the line META"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(old, new, said):
    assert paper_ballots.parse(GOOD.encode()).answers == ("1", "none")
    with pytest.raises(BadFile, match=said):
        paper_ballots.parse(GOOD.replace(old, new, 1).encode())
