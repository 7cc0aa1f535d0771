"""`tally` on every public ranked file by every ranked rule, and the stage table in plain text."""

import json

import pytest

from deliberation.cli import main
from deliberation.cli.counting.stage_words import stage_lines
from deliberation.counting.motion.motion import RULE
from deliberation.counting.ranked.scottish import count_scottish_stv
from deliberation.counting.result import Result
from tests.counting.ranked.test_ranked_rules import votes

RANKED = ("scottish-stv", "meek-stv", "irv", "ranked-pairs", "plurality", "plurality-runoff")


def test_the_table_of_a_scottish_count():
    assert stage_lines(count_scottish_stv(votes("4 a b", "2 c", seats=2))) == [
        "                  1. first preferences  2. surplus of  3. out:",
        "                                                   Ai       Bo",
        "Ai [elected 1]                 4.00000        3.00000  3.00000",
        "Bo [out 3]                     0.00000        1.00000  0.00000",
        "Cai [elected 3]                2.00000        2.00000  2.00000",
        "not transferable               0.00000        0.00000  1.00000",
        "lost in rounding               0.00000        0.00000  0.00000",
        "surplus                                       1.00000",
        "quota                                3              3        3",
        "all papers                           6              6        6",
        "",
    ]


def test_a_count_without_stages_has_no_table():
    assert stage_lines(Result(RULE, ())) == []


@pytest.mark.parametrize("rule", RANKED)
def test_every_public_ranked_file(rule, test_data, capsys):
    files = [*sorted(test_data.rglob("*.blt")), *sorted(test_data.rglob("*.soi"))]
    assert len(files) >= 10
    for path in files:
        main(["tally", str(path), "--rule", rule, "--json"])
        said = json.loads(capsys.readouterr().out)
        assert (
            set(said) == {"rule", "winners", "ties", "working"}
            and said["rule"] == rule
            and said["winners"]
        ), path.name
        main(["tally", str(path), "--rule", rule, "--explain"])
        text = capsys.readouterr().out
        assert all(name in text for name in said["winners"]) and (
            "1. first preferences" in text or rule == "ranked-pairs"
        ), path.name


def test_a_blt_file_is_counted_by_the_scottish_rule_unless_told_otherwise(test_data, capsys):
    main(["tally", str(test_data / "ranked" / "eilean_siar_2017_ward4.blt"), "--json"])
    said = json.loads(capsys.readouterr().out)
    assert (said["rule"], said["winners"]) == (
        "scottish-stv",
        ["Angus MORRISON (Ind)", "Norman Alexander MACDONALD (Ind)", "Ranald FRASER (C)"],
    )


def test_a_broken_file_is_refused_with_its_line(tmp_path, capsys):
    path = tmp_path / "broken.blt"
    path.write_text("2 1\n1 1 0\n1 3 0\n0\na\nb\n")
    with pytest.raises(SystemExit) as left:
        main(["tally", str(path)])
    assert (
        left.value.code == 1
        and capsys.readouterr().err
        == "broken.blt: line 3: '3' is no candidate's number; they are 1 to 2\n"
    )
