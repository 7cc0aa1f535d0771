"""What a request costs in one young community, and in the same one ten years later among 249.

A section of RESULTS.md (`python -m bench city`). The other communities are put into the tables at
once: every table leads with its community, so each of them is the young one's rows under another
id. Their logs are not theirs, and nobody verifies them. The one that is measured grew by acts.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from deliberation.record import tick
from deliberation.record.engines import Engines
from tests import databases

from .crowds import settled
from .growing import COMMUNITIES, FACTS, MATTERS, city, matters, ten_years
from .load import ROOT, Answers, port, processor, wrk
from .pages import Product, acts, reads
from .seeding import Seeded, seeded

RESIDENTS, SECONDS = 5_200, 3


def main() -> None:
    """Both databases, and the section of RESULTS.md."""
    lines = [*_head(), *_rows()]
    path = ROOT / "bench" / "RESULTS.md"
    kept = path.read_text("utf-8").partition("\n## A city\n")
    rest = kept[2].partition("\n## ")
    after = "".join(rest[1:])
    path.write_text(kept[0].rstrip() + "\n\n" + "\n".join(lines) + "\n" + after, "utf-8")


def _head() -> list[str]:
    return [
        "## A city",
        "",
        "Processor time of server and database for each request, in one community of "
        f"{RESIDENTS:,} residents, and in the same one with {FACTS:,} facts (ten years, 14 a day) "
        f"and {MATTERS:,} matters that went the whole way, among "
        f"{COMMUNITIES} of that size: {COMMUNITIES * RESIDENTS:,} residents, each with an account. "
        "The clock: one tick with nothing due.",
        "",
        "| database | what | one | the city | ratio | wanted |",
        "|---|---|---|---|---|---|",
    ]


def _rows() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{folder}/d.sqlite3", folder, [])
    binaries = databases.find_binaries()
    if binaries:
        with (
            tempfile.TemporaryDirectory() as pg,
            databases.Cluster(binaries, Path(pg)) as cluster,
            tempfile.TemporaryDirectory() as folder,
        ):
            beside = [int((Path(pg) / "data" / "postmaster.pid").read_text().split()[0])]
            yield from _measured("PostgreSQL", cluster.url(cluster.create()), folder, beside)


def _measured(name: str, url: str, folder: str, beside: list[int]) -> Iterator[str]:
    here = seeded(url, folder, RESIDENTS, longest=500)
    product = Product(url, folder, port())
    young = _costs(product, here, beside)
    city(here.engines, here.community)
    ten_years(here.engines, here)
    matters(here.engines, here.community, here.closed)
    settled(here.engines)
    for what, cost in _costs(product, here, beside).items():
        ratio = cost / young[what]
        line = (
            f"| {name} | {what} | {young[what]:.2f} ms | {cost:.2f} ms | {ratio:.2f} × | ≤ 1.2 × |"
        )
        print(line, flush=True)
        yield line
    here.engines.dispose()


def _costs(product: Product, here: Seeded, beside: list[int]) -> dict[str, float]:
    """What is asked → milliseconds of processor time for each time it is. beside: processes that
    work for the server too, those of its database.
    """
    asked = {
        what: partial(wrk, url, cookie=cookie)
        for what, (url, cookie) in reads(product, here).items()
    }
    for what, script, _ in acts(product.folder, here):
        asked[what] = partial(wrk, product.base, script=script)
    with product.served() as server:
        found = {what: _cost(ask, [server.pid, *beside]) for what, ask in asked.items()}
    found["the clock"] = min(_tick(here.engines) for _ in range(30))
    return found


def _cost(ask: Callable[..., Answers], processes: list[int]) -> float:
    ask(seconds=1)
    begun = processor(*processes)
    many = ask(seconds=SECONDS).many
    return (processor(*processes) - begun) / many * 1000


def _tick(engines: Engines) -> float:
    begun = time.process_time()
    tick.run_due(engines)
    return (time.process_time() - begun) * 1000
