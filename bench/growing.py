"""A city around one community, and its own ten years: rows under other ids, and acts. See `city`.

Every table leads with its community, so a community is its rows under another id; and every row of
a matter bears the matter's.
"""

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
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id
from deliberation.record.private import tables as private
from deliberation.record.write.perform import perform

from .seeding import Seeded, proposals

COMMUNITIES, FACTS, MATTERS = 249, 50_000, 2_000
# Rows with an id of their own beside their community, and accounts: see `_accounts`.
_NOT_COPIED = {"community", "audit", "factor", "account_person"}
_OF_THE_LOG = {"fact", "fact_body", "act_done"}
_copies = Table("bench_copy", MetaData(), Column("id", String(26)), Column("no", Integer))


def city(engines: Engines, young: str) -> None:
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


def ten_years(engines: Engines, here: Seeded) -> None:
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


def matters(engines: Engines, young: str, closed: str) -> None:
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
