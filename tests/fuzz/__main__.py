"""`make fuzz`, or `python -m tests.fuzz`: generated requests at a town of its own.

Tells what they came to. Exit 1 where anything was found.
"""

import argparse
import os
import secrets
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from tests import databases

from .run import ROUND, OnPostgres, OnSQLite, Run, Tally, scratch
from .watch import SLOW


def main() -> None:
    """Play, tell, and leave nothing behind."""
    said = _said()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets of words come in another order in every process otherwise: no run could be repeated.
        again = [sys.executable, "-m", "tests.fuzz", *sys.argv[1:], f"--seed={said.seed}"]
        os.execve(sys.executable, again, {**os.environ, "PYTHONHASHSEED": "0"})
    worst = 0
    for name in ("sqlite", "postgres") if said.database == "both" else (said.database,):
        worst = max(worst, _play(name, said))
    sys.exit(worst)


def _said() -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    ask.add_argument("-n", "--requests", type=int, default=50_000)
    ask.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    ask.add_argument(
        "--only", type=int, help="Play up to this request of the seed and show it with its answer."
    )
    ask.add_argument(
        "--first", type=int, default=0, help=f"Begin at this one, a multiple of {ROUND}."
    )
    ask.add_argument("--database", choices=("sqlite", "postgres", "both"), default="sqlite")
    return ask.parse_args()


def _play(name: str, said: argparse.Namespace) -> int:
    folder = scratch()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        print(f"seed {said.seed} on {name}: founding the town", flush=True)
        run = Run(
            _place(name, folder, stack),
            said.seed,
            tell=lambda line: print(line, flush=True),
            limit=SLOW,
            cache=FileSystemBytecodeCache(str(folder)),
        )
        if said.only is not None:
            begun = said.only // ROUND * ROUND
            run.play(begun, said.only + 1, said.only)
        else:
            first = said.first // ROUND * ROUND
            for at in range(first, first + said.requests, ROUND):
                run.play(at, min(at + ROUND, first + said.requests))
                print(_line(run.tally), flush=True)
            print(_report(run.tally, said.seed, name))
    return 1 if run.tally.findings else 0


def _place(name: str, folder: Path, stack: ExitStack):
    if name == "sqlite":
        return OnSQLite(folder)
    binaries = databases.find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL is not installed here")
    data = folder / "cluster"
    data.mkdir()
    cluster = databases.Cluster(binaries, data, databases.SHORT_LIVED)
    return OnPostgres(folder, stack.enter_context(cluster))


def _line(t: Tally) -> str:
    return (
        f"{t.requests} requests, {t.seconds:.0f} s of processor time, {len(t.findings)} kinds of "
        "finding"
    )


def _report(t: Tally, seed: int, name: str) -> str:
    rules, roles = {r for r, _ in t.reached}, {x for _, x in t.reached}
    lines = [
        (
            f"\n{t.requests} requests of seed {seed} on {name}, {t.seconds:.0f} s of processor "
            "time in the application"
        ),
        "answers: " + ", ".join(f"{k}: {v}" for k, v in sorted(t.status.items())),
        (
            f"reached: {len(rules - {'-'})} rules, {len(t.reached)} pairs of rule and role "
            f"({len(roles)} roles)"
        ),
        f"forms taken: {len(+t.accepted)} rules, {sum(t.accepted.values())} times",
        f"facts written: {sum(t.facts.values())} of {len(t.facts)} kinds: "
        + ", ".join(f"{k} {v}" for k, v in t.facts.most_common()),
        f"verified at the end of each round: {t.verified} facts in all",
        "slowest, in seconds of processor time:",
        *(f"  {s:.2f}  request {n}  {what}" for s, n, what in t.slow[:8]),
    ]
    if not t.findings:
        return "\n".join([*lines, "nothing found"])
    lines.append(
        f"FOUND {len(t.findings)} kinds; each again with: python -m tests.fuzz --seed {seed} "
        "--only N"
    )
    for (kind, sign), (times, first, _, _) in sorted(t.findings.items(), key=lambda x: -x[1][0]):
        lines.append(f"  {kind}: {sign}: {times} times, first N = {first}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
