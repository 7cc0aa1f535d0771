"""`deliberation tally` on every real file, and its words for what it cannot count.

No instance is needed or touched.
"""

import json

import pytest

from deliberation.cli import main
from deliberation.counting.again import loading, recount
from deliberation.counting.formats import motion_ballots, owner_ballots
from deliberation.counting.threshold import Threshold

PB = {
    "Poland_Warszawa_2019_Miedzylesie": ("greedy", 7),
    "Poland_Warszawa_2019_subunit_Wlochy": ("greedy", 11),
    "Poland_Warszawa_2025_Wlochy": ("greedy", 23),
    "Poland_Czestochowa_2024_Grabowka": ("greedy", 2),
    "Poland_Krakow_2021_Bienczyce": ("greedy", 8),
    "Poland_Warszawa_2024_Wesola": ("greedy", 14),
    "Netherlands_Assen_2024": ("equal-shares", 9),
    "Poland_Swiecie_2023": ("equal-shares", 17),
}
WARDS = (
    "aberdeen_2017_ward13",
    "aberdeen_2017_ward3",
    "aberdeenshire_2017_ward12",
    "aberdeenshire_2017_ward4",
    "eilean_siar_2017_ward4",
)


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """An instance that does not exist, and still does not afterwards."""
    monkeypatch.setenv("DELIBERATION_INSTANCE", str(tmp_path / "instance"))
    yield
    assert not (tmp_path / "instance").exists()


@pytest.fixture
def tally(capsys):
    def run(*args, ok: bool = True) -> str:
        try:
            main(["tally", *map(str, args)])
            code = 0
        except SystemExit as leave:
            code = leave.code or 0
        said = capsys.readouterr()
        assert (code == 0) is ok and (
            ok or code == 1 and said.err.count("\n") == 1 and not said.out
        ), said
        return said.out if ok else said.err

    return run


@pytest.fixture
def motion(tmp_path):
    path = tmp_path / "vote.ballots"
    path.write_text(
        motion_ballots.write(
            {"title": "Benches"},
            members=4,
            present=3,
            quorum=Threshold("at_least", 2, 3),
            majority=Threshold("more_than", 1, 2),
            ballots=[("a", "for"), ("b", "for"), ("c", "against")],
        ),
        "utf-8",
    )
    return path


@pytest.mark.parametrize(("name", "rule", "number"), [(name, *more) for name, more in PB.items()])
def test_budgets_by_the_rule_their_file_names(tally, test_data, name, rule, number):
    path = test_data / "pb" / f"{name}.pb"
    found = json.loads(tally(path, "--json"))
    assert list(found) == ["rule", "winners", "ties", "working"] and (
        found["rule"],
        len(found["winners"]),
    ) == (rule, number)
    assert set(found["winners"]) == {
        p.id for p in loading.load(path).ballots.projects if p.published == "1"
    }
    assert json.loads(tally(path, "--json", "--rule", rule)) == found


@pytest.mark.parametrize("ward", WARDS)
def test_wards_by_the_rules_of_scotland(tally, test_data, ward):
    official = json.loads((test_data / "ranked" / f"{ward}.official.json").read_text("utf-8"))[
        "official"
    ]
    found = json.loads(tally(test_data / "ranked" / f"{ward}.blt", "--json"))
    assert found["rule"] == "scottish-stv"
    assert [w.split(" (")[0].lower() for w in found["winners"]] == [
        e["name"].lower() for e in sorted(official["elected"], key=lambda e: e["stage"])
    ]
    for rule in ("meek-stv", "irv", "ranked-pairs", "plurality"):
        assert (
            json.loads(tally(test_data / "ranked" / f"{ward}.blt", "--json", "--rule", rule))[
                "rule"
            ]
            == rule
        )


def test_debian_s_leader(tally, test_data):
    path = test_data / "ranked" / "debian2012_00002-00000007.soi"
    assert json.loads(tally(path, "--json", "--rule", "ranked-pairs"))["winners"] == [
        "Stefano Zacchiroli"
    ]
    assert "say --rule" in tally(path, ok=False)


def test_committees(tally, test_data):
    path = test_data / "approval_abc" / "instanceM0020.abc.yaml"
    assert sorted(json.loads(tally(path, "--json"))["winners"]) in (
        ["0", "1", "5"],
        ["0", "3", "5"],
    )
    assert sorted(json.loads(tally(path, "--json", "--rule", "seqpav"))["winners"]) in (
        ["0", "1", "3"],
        ["0", "1", "5"],
        ["0", "3", "5"],
    )
    assert len(json.loads(tally(path, "--json", "--rule", "seqpav", "--seats", 5))["winners"]) == 5


def test_a_motion(tally, motion):
    found = json.loads(tally(motion, "--json"))
    assert (found["rule"], found["winners"], found["working"]["outcome"]) == (
        "motion",
        ["for"],
        "passed",
    )
    assert found == json.loads(tally(motion, "--json", "--rule", "motion"))
    assert "passed" in tally(motion) and "3 × 3 = 9 ≥ 8 = 4 × 2" in tally(motion, "--explain")


@pytest.mark.parametrize(
    "name",
    [
        "pb/Poland_Swiecie_2023.pb",
        "pb/Poland_Krakow_2021_Bienczyce.pb",
        "ranked/aberdeen_2017_ward3.blt",
        "approval_abc/instanceS0001.abc.yaml",
    ],
)
def test_the_explanation_shows_every_step(tally, test_data, name):
    result = recount.count(loading.load(test_data / name))
    said = tally(test_data / name, "--explain")
    steps = result.working.get("rounds") or result.working.get("stages") or []
    assert all(w in said for w in result.winners) and len(said.splitlines()) > len(
        result.winners
    ) + len(steps)
    assert said.startswith(tally(test_data / name).strip())


def test_a_budget_s_ballots_read_by_other_rules(tally, test_data):
    path = test_data / "pb" / "Poland_Krakow_2021_Bienczyce.pb"
    for rule in ("scottish-stv", "approval", "seqpav", "irv"):
        assert len(json.loads(tally(path, "--json", "--rule", rule, "--seats", 1))["winners"]) == 1
    assert "rank nobody" in tally(
        test_data / "pb" / "Netherlands_Assen_2024.pb", "--rule", "irv", ok=False
    )


def test_what_a_file_asks_for_and_is_not_done_is_said(tally, test_data):
    assert (
        "budget_per_category"
        in json.loads(tally(test_data / "pb" / "Netherlands_Amsterdam_605.pb", "--json"))[
            "working"
        ]["not_applied"]
    )


def test_a_lot_is_drawn_again_by_its_seed(tally, test_data):
    path = test_data / "approval_abc" / "instanceM0010.abc.yaml"
    drawn = [tally(path, "--json", "--rule", "seqpav", "--seed", "2026-11-24") for _ in range(2)]
    assert drawn[0] == drawn[1] and {t["seed"] for t in json.loads(drawn[0])["ties"]} == {
        "2026-11-24"
    }


def test_broken_files_in_one_plain_line(tally, tmp_path, motion, test_data):
    bad = tmp_path / "bad.pb"
    bad.write_text(
        (test_data / "pb" / "Netherlands_Assen_2024.pb")
        .read_text("utf-8")
        .replace(";100000", ";plenty"),
        "utf-8",
    )
    assert tally(bad, ok=False) == "bad.pb: line 9: the budget is 'plenty', not an amount\n"
    (tmp_path / "bad.blt").write_text("3 1\n1 4 0\n0\n")
    assert tally(tmp_path / "bad.blt", ok=False).startswith("bad.blt: line 2: ")
    motion.write_text(motion.read_text("utf-8").replace("b;for", "a;for"), "utf-8")
    assert tally(motion, ok=False) == "vote.ballots: line 14: ballot a is already on line 13\n"
    (tmp_path / "x.txt").write_text("hello")
    assert "what kind of file" in tally(tmp_path / "x.txt", ok=False)
    assert "does not exist" in tally(tmp_path / "nothing.pb", ok=False)


def test_rules_that_do_not_fit_in_one_plain_line(tally, motion, test_data):
    assert "cannot be counted by greedy" in tally(motion, "--rule", "greedy", ok=False)
    assert "fills no seats" in tally(
        test_data / "pb" / "Netherlands_Assen_2024.pb", "--seats", 3, ok=False
    )
    assert "say --seats" in tally(
        test_data / "pb" / "Netherlands_Assen_2024.pb", "--rule", "seqpav", ok=False
    )
    assert "seats for" in tally(
        test_data / "approval_abc" / "instanceM0010.abc.yaml", "--seats", 99, ok=False
    )
    assert "Invalid value for '--rule'" in tally(motion, "--rule", "dice", ok=False)


def test_a_rule_nobody_knows_and_one_without_completion(tally, tmp_path):
    def file(rule: str):
        path = tmp_path / "r.pb"
        path.write_text(
            "META\nkey;value\nbudget;6\nvote_type;approval\nrule;"
            f"{rule}\nPROJECTS\nproject_id;cost\na;2\nb;4\nVOTES\nvoter_id;vote\n1;a\n2;b\n"
        )
        return path

    assert "say --rule" in tally(file("unknown"), ok=False)
    assert json.loads(tally(file("equalshares"), "--json"))["winners"] == ["a"]
    assert json.loads(tally(file("equalshares/add1"), "--json"))["winners"] == ["a", "b"]
    assert (
        json.loads(tally(file("greedy-no-skip"), "--json"))["working"]["variant"]
        == "greedy-no-skip"
    )


def test_an_owners_motion_says_both_measures(tally, tmp_path):
    file = tmp_path / "owners.ballots"
    file.write_text(
        owner_ballots.write(
            {"number": "2026-001"},
            quorum=Threshold("at_least", 2, 3),
            majority=Threshold("more_than", 1, 2),
            silence_joins=False,
            parties=[
                (1, 2, 20_000, "for"),
                (2, 1, 9_000, "for"),
                (3, 1, 30_000, "against"),
                (4, 1, 1_000, None),
            ],
        ),
        "utf-8",
    )
    found = json.loads(tally(file, "--json"))
    assert (
        found["rule"],
        found["winners"],
        found["working"]["outcome"],
        found["working"]["units"],
    ) == ("dual", [], "rejected", 5)
    assert (
        found["working"]["heads"]["majority"]
        == {"needs": "> 1/2", "part": 2, "whole": 3, "sum": "2 × 2 = 4 > 3 = 3 × 1", "met": True}
        and found["working"]["area"]["majority"]["met"] is False
    )
    said = tally(file, "--explain")
    assert said.startswith("dual: rejected") and "29000 × 2 = 58000" in said
