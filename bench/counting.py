"""The counting beside pabutools and pref-voting: files made up from a fixed seed, timed in one run.
`python -m bench counting`.

Replaces the section "Counting" of bench/RESULTS.md.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from deliberation import clock
from deliberation.counting.again import loading, recount
from deliberation.counting.formats import motion_ballots
from deliberation.counting.threshold import Threshold

ROOT = Path(__file__).resolve().parent.parent


def budget_file(
    projects: int,
    voters: int,
    *,
    seed: int = 2026,
    rule: str = "equalshares/add1",
    cheaper: int = 1,
) -> bytes:
    """A .pb file: costs (divided by `cheaper`) and popularity spread as in large cities, 1 to 15
    approvals a ballot, about a third of the wishes affordable.
    """
    random = np.random.default_rng(seed)
    costs = np.round(np.exp(random.normal(12.2, 0.9, projects)).clip(5_000, 2_500_000), -2)
    popular = random.pareto(1.5, projects) + 0.3
    lengths = random.integers(1, 16, voters).clip(max=projects)
    # The largest n of these are n projects drawn without putting back.
    keys = np.log(random.random((voters, projects))) / popular
    order = np.argsort(-keys, axis=1)[:, :15]
    names = np.char.mod("%d", np.arange(1, projects + 1))
    votes = (
        f"{i + 1};{','.join(names[order[i, :n]])};{20 + i % 70};{'FM'[i % 2]}"
        for i, n in enumerate(lengths)
    )
    head = _budget_head(costs.astype(int) // cheaper, voters, rule)
    return ("\n".join([*head, *votes]) + "\n").encode()


def _budget_head(costs: Any, voters: int, rule: str) -> list[str]:
    return [
        "META",
        "key;value",
        "description;made up",
        f"num_projects;{len(costs)}",
        f"num_votes;{voters}",
        f"budget;{int(costs.sum()) * 3 // 10}",
        "vote_type;approval",
        f"rule;{rule}",
        "max_length;15",
        "PROJECTS",
        "project_id;cost;name",
        *(f"{i + 1};{c};Project {i + 1}" for i, c in enumerate(costs)),
        "VOTES",
        "voter_id;vote;age;sex",
    ]


def ward_file(candidates: int, voters: int, seats: int, *, seed: int = 2026) -> bytes:
    """A .blt file: short and long rankings around popular candidates."""
    random = np.random.default_rng(seed)
    popular = random.pareto(2, candidates) + 0.5
    order = np.argsort(-np.log(random.random((voters, candidates))) / -popular, axis=1)[:, ::-1]
    lengths = random.integers(1, candidates + 1, voters)
    lines = [
        f"{candidates} {seats}",
        *(
            " ".join(["1", *(str(c + 1) for c in row[:n]), "0"])
            for row, n in zip(order.tolist(), lengths.tolist(), strict=True)
        ),
        "0",
    ]
    return (
        "\n".join([*lines, *(f'"Candidate {c + 1}"' for c in range(candidates)), '"A ward"']) + "\n"
    ).encode()


def motion_file(voters: int) -> bytes:
    """A motion's exported ballots with ids as long as the record's."""
    ids = ((f"01{i:024d}", ("for", "for", "against", "abstain")[i % 4]) for i in range(voters))
    return motion_ballots.write(
        {"title": "made up"},
        members=voters * 5 // 4,
        present=voters,
        quorum=Threshold("at_least", 2, 3),
        majority=Threshold("more_than", 1, 2),
        ballots=ids,
    ).encode()


def memory() -> float:
    """The most this process has held, in MB. (getrusage would answer with its parent's, where that
    held more.)
    """
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """(seconds on the clock, seconds of processor, what came of it)."""
    clock_, cpu = time.perf_counter(), time.process_time()
    made = work()
    return time.perf_counter() - clock_, time.process_time() - cpu, made


def ours(path: Path, rule: str) -> dict[str, Any]:
    """Seconds to read and to count, the best of three."""
    tries = []
    for _ in range(3):
        *read, loaded = timed(lambda: loading.load(path))
        *count, _ = timed(lambda: recount.count(loaded, rule=rule))  # noqa: B023 (called at once)
        tries.append((read, count))
    return {"read": min(t[0] for t in tries), "count": min(t[1] for t in tries), "memory": memory()}


def pabutools(path: Path, rule: str) -> dict[str, Any]:
    """Theirs, once: the file read and counted, completion as ours (their step and stop set so)."""
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import exhaustion_by_budget_increase, method_of_equal_shares

    *read, (instance, profile) = timed(lambda: parse_pabulib(str(path)))
    *count, _ = timed(
        lambda: exhaustion_by_budget_increase(
            instance,
            profile,
            method_of_equal_shares,
            {"sat_class": Cost_Sat},
            exhaustive_stop=False,
            budget_step=profile.num_ballots(),
        )
    )
    return {"read": read, "count": count, "memory": memory()}


def pref_voting(path: Path, rule: str) -> dict[str, Any]:
    """Theirs, once: ballots handed over as they want them, which is not timed, and counted."""
    from pref_voting import proportional_methods
    from pref_voting.profiles_with_ties import ProfileWithTies

    profile = loading.load(path).ballots
    orders = [
        {c: place for place, group in enumerate(ranking, 1) for c in group}
        for _, ranking in profile.ballots
    ]
    theirs = ProfileWithTies(
        orders, [n for n, _ in profile.ballots], candidates=list(range(len(profile.candidates)))
    )
    count_theirs = {
        "scottish-stv": proportional_methods.stv_scottish,
        "meek-stv": proportional_methods.stv_meek,
    }[rule]
    *count, _ = timed(lambda: count_theirs(theirs, num_seats=profile.seats))
    return {"read": [0.0, 0.0], "count": count, "memory": memory()}


def apart(who: str, path: Path, rule: str) -> dict[str, Any] | None:
    """The same in a process of its own, for its memory; None where the library is not here or takes
    more than ten minutes.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.counting", who, str(path), rule],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=600,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(f"    {who}, {rule}: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout)


def rows(folder: Path) -> list[str]:
    """The lines of the table."""
    return [*_of_a_city(folder), *_of_a_ward(folder / "ward.blt"), _of_a_town(folder / "town.pb")]


def _of_a_city(folder: Path) -> list[str]:
    city, motion = folder / "city.pb", folder / "vote.ballots"
    city.write_bytes(budget_file(160, 90_000))
    motion.write_bytes(motion_file(1_000_000))
    greedy, shares = apart("ours", city, "greedy"), apart("ours", city, "equal-shares")
    vote = apart("ours", motion, "motion")
    return [
        f"| 160 projects, 90,000 ballots: reading | {said(shares['read'])} | – | ≤ 2 s |",
        f"| … greedy | {said(greedy['count'])} | – | ≤ 0.2 s |",
        f"| … equal shares, completed | {said(shares['count'])} | – | ≤ 2 s |",
        f"| … memory | {max(greedy['memory'], shares['memory']):.0f} MB | – | ≤ 500 MB |",
        f"| motion, 1,000,000 ballots: reading and counting | {said(together(vote))} | – | ≤ 1 s |",
        f"| … memory | {vote['memory']:.0f} MB | – | ≤ 500 MB |",
    ]


def _of_a_ward(ward: Path) -> Iterator[str]:
    ward.write_bytes(ward_file(10, 10_000, 4))
    for rule, wanted in (("scottish-stv", "0.5"), ("meek-stv", "5")):
        here, theirs = apart("ours", ward, rule), apart("pref_voting", ward, rule)
        beside = (
            f"pref-voting {said(theirs['count'])}: {theirs['count'][0] / here['count'][0]:.1f} ×"
            if theirs
            else "pref-voting is not here"
        )
        yield (
            f"| 10,000 ballots, 10 candidates, 4 seats: {rule} | {said(here['count'])} | {beside} |"
            f" ≤ {wanted} s |"
        )


def _of_a_town(town: Path) -> str:
    town.write_bytes(budget_file(20, 1_000, cheaper=40))
    here = together(apart("ours", town, "equal-shares"))
    theirs = together(apart("pabutools", town, "equal-shares"))
    beside = (
        f"pabutools {said(theirs)}: {theirs[0] / here[0]:.0f} ×"
        if theirs
        else "pabutools is not here, or takes more than 600 s"
    )
    return (
        f"| 20 projects, 1,000 ballots: from the file to the completed equal shares | {said(here)} "
        f"| {beside} | ≥ 50 × |"
    )


def said(seconds: list[float]) -> str:
    """Seconds on the clock and, in brackets, of processor."""
    return f"{seconds[0]:.2f} s ({seconds[1]:.2f})"


def together(measured: dict[str, Any] | None) -> list[float] | None:
    """Reading and counting."""
    return (
        [a + b for a, b in zip(measured["read"], measured["count"], strict=True)]
        if measured
        else None
    )


def main() -> None:
    """Measure, and put the section into RESULTS.md in place of the one before."""
    with tempfile.TemporaryDirectory() as folder:
        table = rows(Path(folder))
    text = "\n".join(["## Counting", "", _how(), "", *_HEAD, *table]) + "\n"
    results = ROOT / "bench" / "RESULTS.md"
    before = results.read_text("utf-8").partition("## Counting")[0].rstrip()
    results.write_text(before + "\n\n" + text, "utf-8")
    print(text)


_HEAD = ("| what | here | beside | wanted |", "|---|---|---|---|")


def _how() -> str:
    return (
        f"{clock.real():%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, numpy {np.__version__}; files made up from a "
        "fixed seed, each figure in a process of its own, ours the best of three. Seconds "
        "on the clock, in brackets of processor; "
        f"load {os.getloadavg()[0]:.0f}."
    )


if __name__ == "__main__":
    name, file, asked = sys.argv[1:]
    print(
        json.dumps(
            {"ours": ours, "pabutools": pabutools, "pref_voting": pref_voting}[name](
                Path(file), asked
            )
        )
    )
