"""Public counts that must come out to the last digit: Scottish wards of 2017, the reference reports
of Scottish and Meek STV, Debian's leader of 2012.
"""

import json
import re
from pathlib import Path

import pytest

from deliberation.counting.formats import blt, preflib
from deliberation.counting.ranked.irv import count_irv
from deliberation.counting.ranked.meek import count_meek_stv
from deliberation.counting.ranked.pairs import count_ranked_pairs
from deliberation.counting.ranked.plurality import count_plurality, count_runoff
from deliberation.counting.ranked.profile import Profile
from deliberation.counting.ranked.scottish import count_scottish_stv

WARDS = (
    "aberdeen_2017_ward3",
    "aberdeen_2017_ward13",
    "aberdeenshire_2017_ward4",
    "aberdeenshire_2017_ward12",
    "eilean_siar_2017_ward4",
)
VECTORS = ("42", "513", "SC", "SCw")
PER_CANDIDATE = re.compile(r"\t(?:Elected|Pending|Hopeful|Defeated):\s+(.*) \(([\d.]+)\)")


def rounds(path: Path) -> list[list[dict]]:
    """A reference report: its rounds (the first is the beginning), each a list of actions with what
    stood after them.
    """
    found: list[list[dict]] = [[]]
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("Round "):
            found.append([])
        elif line.startswith("Action: "):
            found[-1].append({"action": line.removeprefix("Action: "), "totals": {}})
        elif found[-1] and (m := PER_CANDIDATE.fullmatch(line)):
            found[-1][-1]["totals"] |= dict.fromkeys(m[1].split(", "), m[2])
        elif found[-1] and (m := re.fullmatch(r"\t([\w ]+): ([\d.]+)", line)):
            found[-1][-1][m[1]] = m[2]
    return found


@pytest.mark.parametrize("ward", WARDS)
def test_a_scottish_ward_comes_out_as_declared(test_data, ward):
    profile = blt.read(test_data / "ranked" / f"{ward}.blt")
    declared = json.loads((test_data / "ranked" / f"{ward}.official.json").read_text("utf-8"))
    names = {c["official_name"]: profile.candidates[c["index"] - 1] for c in declared["candidates"]}
    official, result = declared["official"], count_scottish_stv(profile)
    assert (
        result.winners == tuple(names[e["name"]] for e in official["elected"]) and not result.ties
    )
    assert result.working["elected"] == [
        {"candidate": names[e["name"]], "stage": e["stage"]} for e in official["elected"]
    ]
    assert (result.working["quota"], len(result.working["stages"]), result.working["valid"]) == (
        official["quota"],
        official["stages"],
        int(official["valid_poll"]),
    )
    for name, totals in official["totals"].items():
        assert [s["totals"][names[name]] for s in result.working["stages"]] == totals


@pytest.mark.parametrize("name", VECTORS)
def test_scottish_reference_reports(test_data, name):
    result = count_scottish_stv(blt.read(test_data / "stv_vectors" / f"{name}.blt"))
    report = rounds(test_data / "stv_vectors" / f"{name}-scotland-fixed-p5-d5.report.txt")
    assert len(report) == len(result.working["stages"])
    for done, stage in zip(report, result.working["stages"], strict=True):
        assert (stage["totals"], stage["not_transferable"], stage["lost"]) == (
            done[-1]["totals"],
            done[-1]["Nontransferable votes"],
            done[-1]["Residual"],
        )
    elected = [
        a["action"].split(": ")[1]
        for actions in report
        for a in actions
        if a["action"].startswith("Elect")
    ]
    assert sorted(result.winners) == sorted(elected)
    lots = [a["action"] for actions in report for a in actions if "by lot" in a["action"]]
    assert [f"[{', '.join(t['tied'])}] -> {t['chosen'][0]}" for t in result.ties] == [
        lot.split("): ")[1] for lot in lots
    ]


@pytest.mark.parametrize("name", VECTORS)
def test_meek_reference_reports(test_data, name):
    result = count_meek_stv(blt.read(test_data / "stv_vectors" / f"{name}.blt"))
    report = rounds(test_data / "stv_vectors" / f"{name}-meek-prf-o6-fixed-p9-d9.report.txt")[1:]
    stages = [s for s in result.working["stages"] if s["action"] != "last_vacancies"]
    assert len(report) == len(stages)
    for actions, stage in zip(report, stages, strict=True):
        done = [a for a in actions if re.match(r"Elect: |Defeat \(", a["action"])][-1]
        assert (stage["totals"], stage["quota"], stage["not_transferable"]) == (
            done["totals"],
            done["Quota"],
            done["Residual"],
        )
        if done["action"].startswith("Defeat"):
            assert (stage["surplus"], stage["candidate"]) == (
                done["Surplus"],
                done["action"].split("): ")[1],
            )
    end, last = report[-1][-1], result.working["stages"][-1]
    assert end["action"] == "Count Complete" and {n: last["totals"][n] for n in result.winners} == {
        n: end["totals"][n] for n in result.winners
    }
    assert list(result.winners) == [
        a["action"].split(": ")[1]
        for actions in report
        for a in actions
        if re.match("Elect: |Elect remaining: ", a["action"])
    ]
    ties = [
        a["action"] for actions in report for a in actions if a["action"].startswith("Break tie")
    ]
    assert [f"[{', '.join(t['tied'])}] -> {t['chosen'][0]}" for t in result.ties] == [
        t.split("): ")[1] for t in ties
    ]


def test_a_report_without_its_ballots(test_data):
    """The example of Voting matters 12 gives its reports.

    Only a surplus of nothing is no stage here: rule 48 wants more than the quota.
    """
    papers = (
        {(a, x): 333 for a in (0, 1) for x in (2, 3, 4)}
        | {(x,): 667 for x in (2, 3, 4)}
        | {(0, 1, 2): 1, (0, 1, 3): 1, (1, 0, 2): 2}
    )
    profile = Profile(
        tuple("ABXYZ"), tuple((n, tuple((c,) for c in p)) for p, n in papers.items()), seats=3
    )
    report = rounds(test_data / "stv_vectors" / "SC-Vm-12-meek-prf-o6-fixed-p9-d9.report.txt")[1:]
    stages = count_meek_stv(profile).working["stages"]
    for actions, stage in zip(report, stages, strict=True):
        done = [a for a in actions if re.match(r"Elect: |Defeat \(", a["action"])][-1]
        assert (stage["totals"], stage["quota"], stage["not_transferable"]) == (
            done["totals"],
            done["Quota"],
            done["Residual"],
        )
    scottish = rounds(test_data / "stv_vectors" / "SC-Vm-12-scotland-fixed-p5-d5.report.txt")
    kept = [
        actions
        for actions in scottish
        if not any(a["action"].endswith("(0.00000)") for a in actions)
    ]
    assert [s["totals"] for s in count_scottish_stv(profile).working["stages"]] == [
        actions[-1]["totals"] for actions in kept
    ]


def test_debian_elects_its_leader_by_every_rule(test_data):
    profile = preflib.read(test_data / "ranked" / "debian2012_00002-00000007.soi")
    assert profile.voters == 403
    for count in (
        count_ranked_pairs,
        count_irv,
        count_plurality,
        count_runoff,
        count_scottish_stv,
        count_meek_stv,
    ):
        result = count(profile)
        assert result.winners == ("Stefano Zacchiroli",) and not result.ties, result.rule
