"""A ward of 10,000 papers by every ranked rule, from file to result, beside pref-voting on the same
papers. `python -m bench ranked`.

Replaces the section "Ranked ballots" of bench/RESULTS.md. pref-voting runs in the environment of
`make oracles`: it needs an older numpy.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from deliberation import clock
from deliberation.counting.again import loading, recount
from deliberation.counting.ranked.profile import Profile

ROOT = Path(__file__).resolve().parent.parent
ORACLES = ROOT / ".venv" / "oracles" / "bin" / "python"
WANTED = {"scottish-stv": "≤ 0.5 s", "meek-stv": "≤ 5 s", "irv": "–", "ranked-pairs": "–"}
PATIENCE = 120  # seconds
WARDS = (
    (10_000, 10, 4),
    (500, 10, 4),
)  # the second because pref-voting's Meek does not finish the first
TITLE = "## Ranked ballots"


def ward(voters: int = 10_000, candidates: int = 10, seats: int = 4, *, seed: int = 2026) -> bytes:
    """A .blt file, one paper a line: popularity spread, tastes of five kinds of voters, one to all
    candidates ranked.
    """
    random = np.random.default_rng(seed)
    taste = np.log(random.pareto(1.5, (5, candidates)) + 0.3)[random.integers(0, 5, voters)]
    order = np.argsort(-(taste + random.gumbel(size=(voters, candidates))), axis=1) + 1
    lengths = random.integers(1, candidates + 1, voters)
    lines = [
        f"{candidates} {seats}",
        *(
            f"1 {' '.join(map(str, o[:n]))} 0"
            for o, n in zip(order.tolist(), lengths.tolist(), strict=True)
        ),
        "0",
    ]
    return (
        "\n".join(
            [*lines, *(f'"Candidate {i + 1}"' for i in range(candidates)), '"A ward made up"']
        ).encode()
        + b"\n"
    )


def here(path: Path, rule: str) -> dict:
    """Seconds to read and count, the best of three; the winners; the process's largest memory in
    MB.
    """
    best = min(_timed(lambda: recount.count(loading.load(path), rule=rule)) for _ in range(3))
    winners = sorted(recount.count(loading.load(path), rule=rule).winners)
    return {
        "seconds": best,
        "winners": winners,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def theirs(path: Path, rule: str) -> dict:
    """pref-voting, the best of two (its first run compiles): the papers as it holds them made up
    and counted. The file is read by us and not timed.
    """
    from pref_voting import iterative_methods, margin_based_methods, proportional_methods

    profile = loading.load(path).ballots
    count: dict[str, Callable] = {
        "scottish-stv": lambda papers: proportional_methods.stv_scottish(
            papers, num_seats=profile.seats
        ),
        "meek-stv": lambda papers: proportional_methods.stv_meek(papers, num_seats=profile.seats),
        "irv": iterative_methods.instant_runoff_for_truncated_linear_orders,
        "ranked-pairs": margin_based_methods.ranked_pairs_tb,
    }
    found: list = []
    first = _timed(lambda: found.append(count[rule](_papers(profile))))
    again = _timed(lambda: count[rule](_papers(profile))) if first < PATIENCE / 3 else first
    return {
        "seconds": min(first, again),
        "winners": sorted(profile.candidates[c] for c in found[0]),
    }


def _papers(profile: Profile):
    from pref_voting.profiles_with_ties import ProfileWithTies

    orders = profile.weak_orders()
    papers = ProfileWithTies(
        [{c: place for place, group in enumerate(ranking, 1) for c in group} for ranking in orders],
        list(orders.values()),
        candidates=list(range(len(profile.candidates))),
    )
    papers.use_extended_strict_preference()
    return papers


def _timed(run: Callable) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def _apart(python: Path | str, who: str, path: Path, rule: str) -> dict | str:
    """One side in a process of its own; a few words where there is nothing to show."""
    if not Path(python).exists():
        return "not installed"
    try:
        done = subprocess.run(
            [python, "-m", "bench.ranked", who, str(path), rule],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return f"more than {PATIENCE} s"
    return (
        json.loads(done.stdout.splitlines()[-1])
        if done.returncode == 0
        else "failed: " + done.stderr.strip().splitlines()[-1]
    )


def rows(folder: Path) -> list[str]:
    """The lines of the table."""
    lines = []
    for voters, candidates, seats in WARDS:
        path = folder / f"ward{voters}.blt"
        path.write_bytes(ward(voters, candidates, seats))
        ballot = f"{voters:,} papers, {candidates} candidates"
        for rule, wanted in WANTED.items():
            what = f"{ballot}, {seats if 'stv' in rule else 1} seats: {rule}"
            line = f"| {what} | {_beside(path, rule)} | {wanted if voters == 10_000 else '–'} |"
            lines.append(line)
            print(line, flush=True)
    return lines


def _beside(path: Path, rule: str) -> str:
    """Ours, theirs, how many times as long theirs takes, and whether the winners are the same."""
    ours = _apart(sys.executable, "here", path, rule)
    other = _apart(ORACLES, "theirs", path, rule)
    if isinstance(ours, str):
        raise SystemExit(f"{rule}: {ours}")
    here = f"{ours['seconds']:.3f} s, {ours['memory']} MB"
    if isinstance(other, str):
        return f"{here} | {other} | – | "
    same = "the same" if other["winners"] == ours["winners"] else "OTHER WINNERS"
    ratio = other["seconds"] / ours["seconds"]
    return f"{here} | {other['seconds']:.2f} s | {ratio:,.0f} × | {same}"


def main() -> None:
    """Measure, and put the section into RESULTS.md in place of the one before."""
    with tempfile.TemporaryDirectory() as folder:
        table = rows(Path(folder))
    text = "\n".join([TITLE, "", _how(), "", *_HEAD, *table]) + "\n"
    results = ROOT / "bench" / "RESULTS.md"
    before, _, after = results.read_text("utf-8").partition(TITLE)
    if not after:  # before the section that ends the file, where there is one
        before, mark, rest = before.partition("## Counting")
        after = f"\n{mark}{rest}" if mark else ""
    rest = after.partition("\n## ")
    results.write_text(
        before.rstrip() + "\n\n" + text + (f"\n## {rest[2]}" if rest[1] else ""), "utf-8"
    )


_HEAD = (
    "| what | here | pref-voting | ratio | winners | wanted |",
    "|---|---|---|---|---|---|",
)


def _how() -> str:
    return (
        f"{clock.real():%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, Python "
        f"{platform.python_version()}, numpy {np.__version__}; papers made up from a "
        "fixed seed, each figure in a process of its own. Ours from the file to the result "
        "with its working, best of three; pref-voting without reading the file, best of two."
    )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(
            json.dumps(
                {"here": here, "theirs": theirs}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])
            )
        )
    else:
        main()
