"""What a request costs in one young community, and in the same one ten years later among 249.

A section of RESULTS.md (`python -m bench city`). The other communities are put into the tables at
once: every table leads with its community, so each of them is the young one's rows under another
id. Their logs are not theirs, and nobody verifies them. The one that is measured grew by acts.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    cast,
    func,
    insert,
    literal,
    select,
)

from deliberation.charter.case import Actor
from deliberation.cycle.propose.acts.thread import Comment
from deliberation.record import tables, tick
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.private import tables as private
from deliberation.record.write.perform import perform
from tests import databases

from .crowds import settled
from .load import ROOT, port, processor, wrk
from .pages import Product, acts, reads
from .seeding import Seeded, proposals, seeded

COMMUNITIES, RESIDENTS, FACTS, MATTERS = 249, 5_200, 50_000, 2_000
SECONDS = 3
# Rows with an id of their own beside their community, and accounts: see `_accounts`.
_NOT_COPIED = {"community", "audit", "factor", "account_person"}
_OF_THE_LOG = {"fact", "fact_body", "act_done"}
_copies = Table("bench_copy", MetaData(), Column("id", String(26)), Column("no", Integer))


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
        f"Processor time of the server for each request, in one community of {RESIDENTS:,} "
        f"residents, and in the same one with {FACTS:,} facts (ten years, 14 a day) and "
        f"{MATTERS:,} matters that went the whole way, among "
        f"{COMMUNITIES} of that size: {COMMUNITIES * RESIDENTS:,} residents, each with an account. "
        "The clock: one tick with nothing due.",
        "",
        "| database | what | one | the city | ratio | wanted |",
        "|---|---|---|---|---|---|",
    ]


def _rows() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _measured("SQLite", f"sqlite:///{folder}/d.sqlite3", folder)
    binaries = databases.find_binaries()
    if binaries:
        with (
            tempfile.TemporaryDirectory() as pg,
            databases.Cluster(binaries, Path(pg)) as cluster,
            tempfile.TemporaryDirectory() as folder,
        ):
            yield from _measured("PostgreSQL", cluster.url(cluster.create()), folder)


def _measured(name: str, url: str, folder: str) -> Iterator[str]:
    here = seeded(url, folder, RESIDENTS, longest=500)
    product = Product(url, folder, port())
    young = _costs(product, here)
    _city(here.engines, here.community)
    _ten_years(here.engines, here)
    _matters(here.engines, here.community, here.closed)
    settled(here.engines)
    for what, cost in _costs(product, here).items():
        ratio = cost / young[what]
        line = (
            f"| {name} | {what} | {young[what]:.2f} ms | {cost:.2f} ms | {ratio:.2f} × | ≤ 1.2 × |"
        )
        print(line, flush=True)
        yield line
    here.engines.dispose()


def _costs(product: Product, here: Seeded) -> dict[str, float]:
    """What is asked → milliseconds of processor time for each time it is."""
    found = {}
    with product.served() as server:

        def cost(ask: Callable[[int], int]) -> float:
            ask(1)
            begun = processor(server)
            many = ask(SECONDS)
            return (processor(server) - begun) / many * 1000

        for what, (url, cookie) in reads(product, here).items():
            found[what] = cost(lambda s: wrk(url, cookie=cookie, seconds=s).many)  # noqa: B023
        for what, script, _ in acts(product.folder, here):
            found[what] = cost(lambda s: wrk(product.base, script=script, seconds=s).many)  # noqa: B023
    found["the clock"] = min(_tick(here.engines) for _ in range(30))
    return found


def _tick(engines: Engines) -> float:
    begun = time.process_time()
    tick.run_due(engines)
    return (time.process_time() - begun) * 1000


def _city(engines: Engines, young: str) -> None:
    """The other communities."""
    made = [{"id": new_id(), "no": 100 + n} for n in range(1, COMMUNITIES)]  # three digits each
    with engines.write_connection() as conn:
        _copies.create(conn)
        conn.execute(insert(_copies), made)
        _copy(conn, tables.community, young)
    for table in tables.community.metadata.sorted_tables:
        if "community_id" in table.c and table.name not in _NOT_COPIED:
            with engines.write_connection() as conn:
                _copy(conn, table, young)
    with engines.write_connection() as conn:
        _accounts(conn, young)
    with engines.write_connection() as conn:
        _copies.drop(conn)


def _copy(conn: Connection, table: Table, young: str) -> None:
    """The young community's rows, once for each of the others."""
    other = {"community_id": _copies.c.id, "slug": "c" + cast(_copies.c.no, String)}
    chosen = (
        select(*(other.get(c.name, c) for c in table.c))
        .select_from(table.join(_copies, literal(True)))
        .where(table.c.community_id == young)
    )
    conn.execute(insert(table).from_select([c.name for c in table.c], chosen))


def _accounts(conn: Connection, young: str) -> None:
    """An account for everybody in the other communities, signed in: its id is the person's, with
    the number of the community at its foot.
    """
    person, account, held = tables.person, private.account, private.account_session
    number = cast(_copies.c.no, String)
    mine = func.substr(person.c.person_id, 4) + number
    theirs = {
        "account_id": mine,
        "login": mine,
        "token_hash": mine + mine,
        "community_id": person.c.community_id,
        "person_id": person.c.person_id,
    }
    for table in (account, private.account_person, held):
        like = conn.execute(select(table).limit(1)).one()._mapping
        columns = [theirs.get(c.name, literal(like[c.name], c.type)) for c in table.c]
        chosen = (
            select(*columns)
            .select_from(person.join(_copies, _copies.c.id == person.c.community_id))
            .where(person.c.community_id != young)
        )
        conn.execute(insert(table).from_select([c.name for c in table.c], chosen))


def _ten_years(engines: Engines, here: Seeded) -> None:
    """Acts of the young community, until it has so many facts: a fifth are proposals, the others
    are said by its voters.
    """
    young = here.community
    with engines.read_connection() as conn:
        size = conn.execute(
            select(tables.log_head.c.size).where(tables.log_head.c.community_id == young)
        ).scalar_one()
        people = [p for (p,) in conn.execute(_voters(young))]
    proposals(young, engines, "later", (FACTS - size) // 5)
    for n in range((FACTS - size) * 4 // 5):
        who = Actor(person_id=people[n % len(people)])
        said = Comment(act_id=new_id(), subject_id=here.talk, stance="for", body=f"支持 {n}。")
        perform(said, who, young, engines)


def _voters(young: str) -> Select[tuple[str]]:
    o = tables.office
    return select(o.c.person_id).where(o.c.community_id == young, o.c.role == "representative")


def _matters(engines: Engines, young: str, closed: str) -> None:
    """What has gone the whole way, many times over: each row of one matter that did, under other
    ids. Its facts are not copied: a log grows by acts alone."""
    made = [{"id": new_id(), "no": n} for n in range(1, MATTERS)]
    with engines.write_connection() as conn:
        _copies.create(conn)
        conn.execute(insert(_copies), made)
    for table in tables.community.metadata.sorted_tables:
        about = {"subject_id", "proposal_id"} & {c.name for c in table.primary_key}
        if about and table.name not in _OF_THE_LOG:
            with engines.write_connection() as conn:
                _again(conn, table, about.pop(), young, closed)
    with engines.write_connection() as conn:
        _copies.drop(conn)
        conn.exec_driver_sql("ANALYZE")


def _again(conn: Connection, table: Table, about: str, young: str, closed: str) -> None:
    other = {"subject_id": _copies.c.id, "proposal_id": _copies.c.id}
    if "stage" in table.c:
        other["number"] = 1000 + _copies.c.no
    chosen = (
        select(*(other.get(c.name, c) for c in table.c))
        .select_from(table.join(_copies, literal(True)))
        .where(table.c.community_id == young, table.c[about] == closed)
    )
    conn.execute(insert(table).from_select([c.name for c in table.c], chosen))
