"""`make audit`: known weaknesses of what we depend on (pip-audit over the locks) and of our own
code (bandit, beside the rows accepted in bandit.toml).

Exit 0: both asked, nothing found. 1: something found. 3: the index has no advisories, so nothing
was checked but ages. 4: no index to be reached.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
from packaging.version import InvalidVersion, Version

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")
CLEAN, FOUND, NO_ADVISORIES, NO_INDEX = 0, 1, 3, 4
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.M)
SIMPLE = "application/vnd.pypi.simple.v1+json"


class Unreachable(Exception):
    """No index answered."""


@dataclass(frozen=True, slots=True)
class Age:
    """A locked version beside what its index has.

    `released`: None where the index does not say when. `newer`: final releases since, oldest first.
    """

    name: str
    version: str
    released: datetime | None
    newer: tuple[str, ...]

    def old(self, now: datetime, days: int, behind: int) -> str:
        """Why somebody should look at it; empty where nobody need."""
        why = []
        if self.released is not None and (now - self.released).days > days:
            why.append(f"{(now - self.released).days} days old")
        if len(self.newer) >= behind:
            why.append(f"{len(self.newer)} releases behind")
        return ", ".join(why)


@dataclass(frozen=True, slots=True)
class Advised:
    """What pip-audit said: advisories per package, and which packages it could not ask about."""

    known: tuple[str, ...]
    skipped: tuple[str, ...]
    asked: int


def locked(paths: list[Path]) -> dict[str, str]:
    """Every pinned package of the locks, by name."""
    return {n.lower(): v for p in paths for n, v in _PINNED.findall(p.read_text("utf-8"))}


# --- advisories
# ---------------------------------------------------------------------------------------------


def advisories(lock: Path) -> Advised | None:
    """pip-audit over one lock; None where it reached nothing."""
    words = [
        "-r",
        lock,
        "--disable-pip",
        "--require-hashes",
        "-f",
        "json",
        "--progress-spinner=off",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *map(str, words)], capture_output=True, text=True
    )
    try:
        return read_advisories(json.loads(done.stdout))
    except ValueError:
        print(f"pip-audit over {lock.name} did not answer: {done.stderr.strip()[-300:]}")
        return None


def read_advisories(said: dict[str, Any]) -> Advised:
    """pip-audit's JSON in three plain lists."""
    known, skipped = [], []
    for d in said["dependencies"]:
        if "skip_reason" in d:
            skipped.append(d["name"])
        for v in d.get("vulns", ()):
            fixed = ", ".join(v.get("fix_versions", ())) or "no version yet"
            known.append(f"{d['name']} {d['version']}: {v['id']}, mended in {fixed}")
    return Advised(tuple(known), tuple(skipped), len(said["dependencies"]) - len(skipped))


# --- ages, where nobody has advisories
# ----------------------------------------------------------------------


def indexes() -> tuple[list[str], str | bool]:
    """The package indexes pip is set to, and the certificate file it trusts."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.strip().rpartition(".")
        if name not in found or section == ":env:":
            found[name] = value.strip().strip("'\"")
    urls = [found.get("index-url") or "https://pypi.org/simple"]
    urls += (found.get("extra-index-url") or "").replace("\\n", " ").split()
    return [u.rstrip("/") for u in urls if u.startswith("http")], found.get("cert") or True


def age(name: str, version: str, urls: list[str], cert: str | bool = True) -> Age:
    """Ask the indexes (PEP 691) about one locked package.

    Raises Unreachable where none answers at all.
    """
    answered = False
    for url in urls:
        try:
            answer = requests.get(
                f"{url}/{name}/", headers={"Accept": SIMPLE}, timeout=20, verify=cert
            )
        except requests.RequestException:
            continue
        answered = True
        if answer.ok and answer.headers.get("Content-Type", "").startswith(SIMPLE):
            return read_age(name, version, answer.json())
    if not answered:
        raise Unreachable(", ".join(urls))
    return Age(name, version, None, ())


def read_age(name: str, version: str, said: dict[str, Any]) -> Age:
    """One package's page of a simple index: when the locked version came, and which final ones have
    come since.
    """
    mine, final = Version(version), set()
    files = [f for f in said["files"] if not f.get("yanked")]
    for text in said.get("versions", ()):
        try:
            found = Version(text)
        except InvalidVersion:
            continue
        if found > mine and not found.is_prerelease and _has_file(found, name, files):
            final.add(found)
    days = [f["upload-time"] for f in files if f.get("upload-time") and _is_of(f, name, mine)]
    released = datetime.fromisoformat(min(days).replace("Z", "+00:00")) if days else None
    return Age(name, version, released, tuple(str(v) for v in sorted(final)))


def _has_file(version: Version, name: str, files: list[dict[str, Any]]) -> bool:
    return any(_is_of(f, name, version) for f in files)


def _is_of(file: dict[str, Any], name: str, version: Version) -> bool:
    plain = re.sub(r"[-_.]+", "-", file["filename"]).lower()
    begin = re.sub(r"[-_.]+", "-", f"{name}-{version.public}").lower() + "-"
    return plain.startswith(begin)


def by_date(pins: dict[str, str], days: int, behind: int) -> int:
    """List every locked version with its date and what is newer. → the exit code."""
    urls, cert = indexes()
    now, looks = datetime.now(UTC), 0
    for name, version in sorted(pins.items()):
        try:
            found = age(name, version, urls, cert)
        except Unreachable as none:
            print(f"no package index can be reached ({none}): NOTHING was checked, not even ages")
            return NO_INDEX
        why = found.old(now, days, behind)
        looks += bool(why)
        since = f"; newest {found.newer[-1]} ({len(found.newer)} since)" if found.newer else ""
        day = f"{found.released:%Y-%m-%d}" if found.released else "date unknown"
        print(
            f"{'LOOK ' if why else '     '}{name} {version}  {day}{since}"
            + (f"  <- {why}" if why else "")
        )
    print(
        f"{len(pins)} locked versions by date; {looks} to look at (older than {days} days, "
        f"or {behind} releases behind)"
    )
    return NO_ADVISORIES


# --- our own code
# -------------------------------------------------------------------------------------------


def accepted() -> list[dict[str, str]]:
    """Rows of bandit.toml: test, file, line (a piece of it), why."""
    return tomllib.loads((ROOT / "packaging" / "bandit.toml").read_text("utf-8"))["accepted"]


def own_code() -> list[str]:
    """What bandit finds that nobody has looked at, and rows that are about nothing any more."""
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "-q", "-r", "deliberation", "-f", "json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return judged(json.loads(done.stdout)["results"], accepted())


def judged(results: list[dict[str, Any]], rows: list[dict[str, str]]) -> list[str]:
    """bandit's results beside the accepted rows; every difference in a line."""
    used, said = set(), []
    for r in results:
        lines = (ROOT / r["filename"]).read_text("utf-8").splitlines()
        text = "\n".join(lines[n - 1] for n in r["line_range"])
        row = next((i for i, a in enumerate(rows) if _covers(a, r, text)), None)
        if row is None:
            said.append(f"{r['filename']}:{r['line_number']}: {r['test_id']} {r['issue_text']}")
        else:
            used.add(row)
    stale = [a for i, a in enumerate(rows) if i not in used]
    return said + [
        f"bandit.toml accepts what is not there: {a['test']} {a['file']} {a['line']}" for a in stale
    ]


def _covers(row: dict[str, str], result: dict[str, Any], text: str) -> bool:
    same = row["test"] == result["test_id"] and result["filename"].endswith(row["file"])
    return same and row["line"] in text


def main() -> int:
    """Ask both; say what was and what was not checked."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("locks", nargs="*", type=Path, default=[ROOT / n for n in LOCKS])
    ask.add_argument(
        "--days", type=int, default=540, help="A locked version older than this is to be looked at."
    )
    ask.add_argument(
        "--behind", type=int, default=5, help="So is one that so many final releases came after."
    )
    said = ask.parse_args()
    code = own_code()
    print("\n".join(code) or "bandit: nothing that was not looked at before")
    answers = [advisories(lock) for lock in said.locks]
    known = [line for a in answers if a for line in a.known]
    print(
        "\n".join(known)
        or (
            f"pip-audit: no advisory among the {sum(a.asked for a in answers if a)} packages it "
            "could ask about"
        )
    )
    unasked = {n for a in answers if a for n in a.skipped}
    pins = locked(said.locks)
    if None in answers:
        unasked = set(pins)
    aged = CLEAN
    if unasked:
        print(
            f"\nNOT CHECKED: this index has no advisories for {len(unasked)} of {len(pins)} "
            "packages. Their ages instead:"
        )
        aged = by_date({n: v for n, v in pins.items() if n in unasked}, said.days, said.behind)
    return FOUND if code or known else aged


if __name__ == "__main__":
    sys.exit(main())
