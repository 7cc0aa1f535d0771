"""The log itself: bytes, order, tree, head, bodies, guards."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, insert, select, text, update

from deliberation.charter.facts import read_time, write_time
from deliberation.record import tables as t
from deliberation.record.log import canonical

from .attacker import Attacker, Item, emptied
from .case import Tampering

F, B, N, H = t.fact, t.fact_body, t.tree_node, t.log_head
ERASED = b'{"birth_date":"1970-01-01","name":"x","phone":"1"}'


def column(name: str, value: object) -> Callable[[Attacker], None]:
    return lambda a: a.run(update(F).where(F.c.position == 5).values({name: value}))


def _at(a: Attacker) -> None:
    row = a.row(F, position=5)
    a.run(update(F).where(F.c.position == 5).values(at=row.at - timedelta(days=1)))


def _header_byte(a: Attacker) -> None:
    header = bytes(a.row(F, position=3).header).replace(b'"format":1', b'"format":2')
    a.run(update(F).where(F.c.position == 3).values(header=header))


def _body(part: str) -> Callable[[Attacker], None]:
    def do(a: Attacker) -> None:
        row = a.row(B, part=part)
        at = (B.c.position == row.position, B.c.part == part)
        a.run(update(B).where(*at).values(body=bytes(row.body).replace(b'"', b"'", 1)))

    return do


def _hand_key(a: Attacker) -> None:
    key = a.row(t.person, name="林五").hand_key.encode()
    body = next(r for r in a.world.rows(B) if key in bytes(r.body or b""))
    at = (B.c.position == body.position, B.c.part == "private")
    a.run(update(B).where(*at).values(body=bytes(body.body).replace(key, b"0" * 64)))


def _salt(a: Attacker) -> None:
    a.run(update(B).where(B.c.position == 4, B.c.part == "public").values(salt=b"s" * 16))


def _swapped(a: Attacker) -> None:
    one, two = (a.row(B, position=n, part="public") for n in (4, 5))
    for position, row in ((4, two), (5, one)):
        at = (B.c.position == position, B.c.part == "public")
        a.run(update(B).where(*at).values(body=row.body, salt=row.salt))


def _words_gone(a: Attacker) -> None:
    row = a.row(B, part="text")
    at = (B.c.position == row.position, B.c.part == "text")
    a.run(update(B).where(*at).values(body=None, salt=None))


def _words_back(a: Attacker) -> None:
    """With the right digest it would be the words themselves; any will do."""
    with a.world.engines.read_connection() as conn:
        position = conn.execute(select(B.c.position).where(B.c.body.is_(None))).scalar_one()
    at = (B.c.position == position, B.c.body.is_(None))
    a.run(update(B).where(*at).values(body=ERASED, salt=b"s" * 16))


def _erased_words_back(a: Attacker) -> None:
    """Digest, header and tree with them, so that only the erasure speaks against it."""

    def back(items: list[Item]) -> None:
        gone = next(i for i in items if None in i.parts.values())
        gone.parts["private"] = canonical.read(ERASED)
        gone.salts["private"] = b"s" * 16

    a.rewrite(back)


def _fact_dropped(a: Attacker) -> None:
    a.run(delete(B).where(B.c.position == 6), delete(F).where(F.c.position == 6))


def _reordered(a: Attacker) -> None:
    aside = 1_000_000
    for table in (F, B):
        for was, now in ((4, aside), (5, 4), (aside, 5)):
            a.run(update(table).where(table.c.position == was).values(position=now))


def node(level: int) -> Callable[[Attacker], None]:
    at = (N.c.level == level, N.c.idx == 1)
    return lambda a: a.run(update(N).where(*at).values(hash=b"0" * 32))


def _extra_node(a: Attacker) -> None:
    a.run(insert(N).values(community_id=a.world.id, level=1, idx=10_000, hash=b"0" * 32))


def _extra_level(a: Attacker) -> None:
    a.run(insert(N).values(community_id=a.world.id, level=40, idx=0, hash=b"0" * 32))


def _head_size(a: Attacker) -> None:
    a.run(update(H).values(size=H.c.size + 1))


def _head_edge(a: Attacker) -> None:
    frontier = bytes(a.row(H).frontier)
    a.run(update(H).values(frontier=b"0" * len(frontier)))


def _head_time(a: Attacker) -> None:
    a.run(update(H).values(at=a.row(H).at + timedelta(days=1)))


def _tail_cut(a: Attacker) -> None:
    last = a.row(H).size - 3
    a.run(delete(B).where(B.c.position >= last), delete(F).where(F.c.position >= last))


def _tail_cut_rebuilt(a: Attacker) -> None:
    a.rewrite(lambda items: items[:-6], tables_too=False)


def _time_put_back(a: Attacker) -> None:
    def back(items: list[Item]) -> None:
        at = read_time(items[-1].head["at"]) - timedelta(days=3)
        items[-1].head["at"] = write_time(at)

    a.rewrite(back)


def _log_emptied(a: Attacker) -> None:
    with a.unguarded() as conn:
        emptied(conn, a.world.id)


def _everything_but_the_log(a: Attacker) -> None:
    with a.unguarded() as conn:
        for table in (*reversed(t.CIVIC), t.search_piece):
            conn.execute(delete(table).where(table.c.community_id == a.world.id))


def _ballot_without_disclosure(a: Attacker) -> None:
    def other(items: list[Item]) -> None:
        cast = next(i for i in items if i.kind == "ballot_cast")
        cast.parts["sealed"] = {"choice": "against"}

    a.rewrite(other)


def _other_numbers(a: Attacker) -> None:
    def other(items: list[Item]) -> None:
        counted = next(i for i in items if i.kind == "vote_counted")
        said = counted.public
        counted.parts["public"] = {**said, "votes_for": said["votes_for"] + 1}

    a.rewrite(other)


def _unknown_kind(a: Attacker) -> None:
    def other(items: list[Item]) -> None:
        items[-1].head["version"] = 99

    a.rewrite(other, tables_too=False)


def _guards_gone(a: Attacker) -> None:
    with a.world.engines.write_connection() as conn:
        on = "" if a.world.engines.dialect == "sqlite" else " ON fact"
        conn.execute(text(f"DROP TRIGGER fact_no_update{on}"))


def _guard_weaker(a: Attacker) -> None:
    with a.world.engines.write_connection() as conn:
        conn.execute(text("DROP TRIGGER fact_no_delete"))
        conn.execute(
            text(
                "CREATE TRIGGER fact_no_delete BEFORE DELETE ON fact WHEN OLD.position < 0 "
                "BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END"
            )
        )


def _guard_off(a: Attacker) -> None:
    with a.world.engines.write_connection() as conn:
        conn.execute(text("ALTER TABLE fact DISABLE TRIGGER fact_no_update"))


def _guard_hollow(a: Attacker) -> None:
    with a.world.engines.write_connection() as conn:
        conn.execute(
            text(
                "CREATE OR REPLACE FUNCTION record_is_never_changed() RETURNS trigger LANGUAGE "
                "plpgsql AS $$ BEGIN RETURN NEW; END $$"
            )
        )


MISSING = "is missing"
LOGS = (
    Tampering("the time of a fact, in its row", _at, "fact 5"),
    Tampering("the kind of a fact, in its row", column("kind", "commented"), "fact 5"),
    Tampering("the act of a fact, in its row", column("act_id", "x" * 26), "fact 5"),
    Tampering("a byte of a header", _header_byte, "fact 3"),
    Tampering("a public body", _body("public"), "public body does not match"),
    Tampering("words", _body("text"), "text body does not match"),
    Tampering("a sealed choice", _body("sealed"), "sealed body does not match"),
    Tampering("a hand key in its entry", _hand_key, "private body does not match"),
    Tampering("a salt", _salt, "public body does not match"),
    Tampering("two bodies changed for one another", _swapped, "public body does not match"),
    Tampering("words taken without an erasure", _words_gone, "no erasure says so"),
    Tampering("erased words put back", _words_back, "does not match"),
    Tampering("erased words put back, with all digests", _erased_words_back, "which is there"),
    Tampering("a fact taken away", _fact_dropped, "fact 6 is missing"),
    Tampering("two facts in another order", _reordered, "fact 4: its header says"),
    Tampering("a leaf of the tree", node(0), "tree node level 0 index 1"),
    Tampering("an inner node of the tree", node(2), "tree node level 2 index 1"),
    Tampering("a node more than the facts make", _extra_node, "tree node level 1"),
    Tampering("a level more than the facts make", _extra_level, "tree node level 40"),
    Tampering("the size of the log's head", _head_size, "the head of the log says size"),
    Tampering("the edge of the log's head", _head_edge, "the head of the log says size"),
    Tampering("the latest time of the log's head", _head_time, "its latest time"),
    Tampering("the last facts cut", _tail_cut, "the facts make"),
    Tampering("the last facts cut with the tree, tables left", _tail_cut_rebuilt, "table "),
    Tampering("the last time put back before the facts before it", _time_put_back, "its time"),
    Tampering("the log emptied, its rows left", _log_emptied, "the head of the log"),
    Tampering("the rows emptied, the log left", _everything_but_the_log, MISSING),
    Tampering(
        "a ballot written anew without its disclosure",
        _ballot_without_disclosure,
        "is not the one that was cast",
    ),
    Tampering("the numbers of a count written anew", _other_numbers, "counted again"),
    Tampering("a kind of fact nobody knows", _unknown_kind, "cannot be replayed"),
    Tampering("a guard of the log dropped", _guards_gone, "fact_no_update of the log is missing"),
    Tampering(
        "a guard made weaker", _guard_weaker, "fact_no_delete of the log is not as", only="sqlite"
    ),
    Tampering(
        "a guard turned off", _guard_off, "fact_no_update of the log is not as", only="postgresql"
    ),
    Tampering(
        "what stands behind a guard emptied",
        _guard_hollow,
        "record_is_never_changed of the log is not as",
        only="postgresql",
    ),
)
