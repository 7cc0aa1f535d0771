"""How long the lists take to read, beside a hundred proposals and beside a hundred thousand."""

import time
from collections.abc import Iterator

from deliberation.readings.proposals import lists as proposals
from deliberation.record import tables
from deliberation.record.engines import Engines

from .crowds import crowd

CROWD = 100_000
SEARCHES = {
    "list": "",
    "search, a word all have": "长椅",
    "search, a word few have": "提议第",
    "search, a sentence": "步道两侧增设长椅",
    "search, one letter": "花",
}


def _seconds(engines: Engines) -> dict[str, float]:
    """Seconds of each list's reading, the least of many runs."""
    found = {}
    with engines.read_connection() as conn:
        community = conn.execute(tables.community.select()).first().community_id
        for label, text in SEARCHES.items():
            best = 9.0
            for _ in range(60):
                begun = time.perf_counter()
                proposals.listing(conn, community, text=text)
                best = min(best, time.perf_counter() - begun)
            found[label] = best
    return found


def lists(engines: Engines) -> Iterator[str]:
    """Lines of the table, a list each."""
    few = _seconds(engines)
    crowd(engines, CROWD)
    for what, seconds in _seconds(engines).items():
        yield (
            f"{what}: {CROWD:,} proposals beside 100 | {seconds * 1000:.2f} ms | "
            f"{few[what] * 1000:.2f} ms | {seconds / few[what]:.2f} × | ≤ 1.2 × |"
        )
