"""Runs mypy once and holds each room of the house to its number in types.toml, which only falls.

Run by `make types`; `--update` writes the lower numbers down.
"""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = ROOT / "packaging" / "types.toml"
_ERROR = re.compile(r"^deliberation/(?:(\w+)/|(\w+)\.py)\S* error: ")
_HEAD = """\
# What mypy (strict) still finds in each room. Only falls: `make types ARGS=--update` writes
# down what fell. A room that is not here has nothing left, and keeps it so.
[rooms]
"""


def found() -> list[tuple[str, str]]:
    """Every error as (room, line). A module beside the rooms counts as a room of its own name.

    SystemExit where mypy itself fails: then nothing was counted.
    """
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--show-column-numbers"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if run.returncode not in (0, 1):
        sys.exit(f"mypy did not run:\n{run.stdout}{run.stderr}")
    rooms = []
    for line in run.stdout.splitlines():
        if " error: " in line:
            where = _ERROR.match(line)
            rooms.append(((where[1] or where[2]) if where else "elsewhere", line))
    return rooms


def judged(now: Counter[str], allowed: dict[str, int]) -> tuple[list[str], list[str]]:
    """Rooms in which there is more than allowed, and rooms in which there is less."""
    rooms = sorted({*now, *allowed})
    return (
        [room for room in rooms if now[room] > allowed.get(room, 0)],
        [room for room in rooms if now[room] < allowed.get(room, 0)],
    )


def touched() -> set[str]:
    """Files that differ from the last commit, where this is a git checkout; else none."""
    run = subprocess.run(
        ["git", "status", "--porcelain", "--no-renames"], cwd=ROOT, capture_output=True, text=True
    )
    return {line[3:] for line in run.stdout.splitlines()}


def named(errors: list[tuple[str, str]], room: str, changed: set[str]) -> list[str]:
    """The room's errors in files that were changed, which are the new ones; else all it has."""
    here = [line for where, line in errors if where == room]
    return [line for line in here if line.partition(":")[0] in changed] or here


def write(numbers: dict[str, int]) -> None:
    """The numbers as the file says them; rooms with none are left out."""
    lines = [f"{room} = {count}\n" for room, count in sorted(numbers.items()) if count]
    ALLOWED.write_text(_HEAD + "".join(lines), "utf-8")


def main(arguments: list[str]) -> int:
    """0 when every room has what is allowed; 1 when one has more, or less and nobody said so."""
    errors = found()
    now = Counter(room for room, _ in errors)
    allowed: dict[str, int] = tomllib.loads(ALLOWED.read_text("utf-8"))["rooms"]
    more, fewer = judged(now, allowed)
    changed = touched() if more else set()
    for room in more:
        print("\n".join(named(errors, room, changed)))
        print(f"{room}: {now[room]} errors, {allowed.get(room, 0)} are allowed")
    if more:
        return 1
    if fewer and "--update" in arguments:
        write({room: now[room] for room in allowed})
    elif fewer:
        for room in fewer:
            print(f"{room}: {now[room]} errors, {allowed[room]} were allowed")
        print("Better than it was. Write it down: python packaging/ratchet.py --update")
        return 1
    print(f"{sum(now.values())} errors in {len(now)} rooms, as allowed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
