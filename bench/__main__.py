"""Lists, a proposal page, ballots over HTTP, verify: each beside the floor, under the same server
settings, in one run.

Writes bench/RESULTS.md; `python -m bench counting`, `… ranked` and `… city` only the sections of
those modules. Needs wrk and, for its half, PostgreSQL's programs.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench import city, counting, ranked
from deliberation import clock
from tests import databases

from .load import CONNECTIONS, ROOT, SECONDS
from .pages import measure


def main() -> None:
    """Both databases, where both are here, and the table written."""
    lines: list[str] = []
    for line in _measured():
        print(line, flush=True)
        lines.append(line)
    why = (ROOT / "bench" / "missed.md").read_text("utf-8")  # written by hand, beside the figures
    (ROOT / "bench" / "RESULTS.md").write_text(_head() + "\n".join(lines) + "\n\n" + why, "utf-8")


def _measured() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from measure("SQLite", f"sqlite:///{folder}/d.sqlite3", folder)
    binaries = databases.find_binaries()
    if binaries:
        databases.SETTINGS.update(fsync="on", synchronous_commit="on", full_page_writes="on")
        with (
            tempfile.TemporaryDirectory() as pg,
            databases.Cluster(binaries, Path(pg)) as cluster,
            tempfile.TemporaryDirectory() as folder,
        ):
            yield from measure("PostgreSQL", cluster.url(cluster.create()), folder)


def _head() -> str:
    return (
        f"# Results\n\n{clock.real():%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, Flask {version('flask')}, "
        f"SQLAlchemy {version('sqlalchemy')}, granian {version('granian')}; wrk, {CONNECTIONS} "
        f"connections, {SECONDS} s a figure, load and server on the same machine. "
        "Ratios are to the floor of the same run.\n\n| database | what | here | floor | ratio | "
        "wanted |\n|---|---|---|---|---|---|\n"
    )


if __name__ == "__main__":
    wanted = sys.argv[1:]
    if not wanted:
        main()
    for name, section in (("ranked", ranked), ("counting", counting), ("city", city)):
        if not wanted or name in wanted:
            section.main()
