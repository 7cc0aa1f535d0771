"""A hand key ends: from now on nobody knows who was behind the handles made of it.

Called by `perform` when the entry of somebody is erased, in the same transaction, after its words
are gone. Where their id stood in the rows of subjects and offices, the handle stands now that the
facts have; of each, a person of whom nothing is known. So the tables are what a replay makes of a
record that has lost the key.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, or_, select, update

from deliberation.charter.facts.naming import PEOPLE, asked_as, not_asked_as
from deliberation.charter.facts.people.people import BodyErased, CameOfAge
from deliberation.charter.hands import Purpose, handle_of, place_of
from deliberation.charter.roles import OFFICES
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.tables.behind import ACTING, PURPOSES, SAID, naming_people
from deliberation.record.tables.joins import its, same

_OFFICES = frozenset(role.value for role in OFFICES)


def ending(conn: Connection, here: str, facts: Iterable[Any]) -> list[tuple[str, str]]:
    """Whose hand keys these facts erase, with the keys: (person, key). Asked before they go."""
    p = tables.person
    erased = [f.fact for f in facts if isinstance(f, BodyErased) and f.part == "private"]
    if not erased:
        return []
    found = select(p.c.person_id, p.c.hand_key).where(
        p.c.community_id == here, p.c.private_from.in_(erased), p.c.hand_key.is_not(None)
    )
    return list(conn.execute(found).tuples())


def cut(conn: Connection, here: str, person: str, key: str, gone: Collection[str]) -> None:
    """The handles of this person lead to nobody, and nothing stands in their entry any more.

    gone: the facts of whose private parts nothing will be left.
    """
    _Cut(conn, here, person, key, gone).everywhere()


class _Cut:
    def __init__(
        self, conn: Connection, here: str, person: str, key: str, erased: Collection[str]
    ) -> None:
        self._conn, self._here, self._person, self._key = conn, here, person, key
        self._erased = erased
        self._gone: list[tuple[Table, dict[str, Any]]] = []

    def everywhere(self) -> None:
        self._strangers()
        for table in tables.CIVIC:  # parents stand before what refers to them
            if columns := naming_people(table):
                for row in self._rows(table, columns):
                    self._renamed(table, row, columns)
        for table, key in reversed(self._gone):
            self._conn.execute(delete(table).where(_is(table, key)))
        self._asked()
        self._acts()
        self._entry()

    def _strangers(self) -> None:
        """For each of their handles somebody of whom nothing else is known."""
        h, p = tables.hand, tables.person
        mine = and_(h.c.community_id == self._here, h.c.person_id == self._person)
        handles = self._conn.execute(select(h.c.handle).where(mine)).scalars()
        rows = [{"community_id": self._here, "person_id": handle} for handle in handles]
        if rows:
            self._conn.execute(insert(p), rows)

    def _rows(self, table: Table, columns: list[str]) -> list[Any]:
        named = or_(*(table.c[c] == self._person for c in columns))
        query = select(table).where(table.c.community_id == self._here, named)
        return list(self._conn.execute(query))

    def _renamed(self, table: Table, row: Any, columns: list[str]) -> None:
        """The row under other names. Where they are of its key, a row is made anew, so that what
        refers to it can follow.
        """
        old = row._asdict()
        mine = [c for c in columns if old[c] == self._person]
        new = {c: handle for c in mine if (handle := self._called(table, row, c)) is not None}
        keys = [c.name for c in table.primary_key.columns]
        key = {k: old[k] for k in keys}
        if not new.keys() & set(keys):
            self._conn.execute(update(table).where(_is(table, key)).values(new))
            return
        self._conn.execute(insert(table).values({**old, **new}))
        self._gone.append((table, key))

    def _called(self, table: Table, row: Any, column: str) -> str | None:
        named = f"{table.name}.{column}"
        if named in ACTING:
            source, field = ACTING[named]
            return self._in_fact(getattr(row, source), field)
        subject = getattr(row, its(table), None) if its(table) in table.c else None
        purpose = self._purpose(named, row, subject)
        return None if purpose is None else self._handle(purpose, subject)

    def _handle(self, purpose: Purpose, subject: str | None) -> str:
        return handle_of(self._key, place_of(purpose, subject, ""), purpose)

    def _purpose(self, column: str, row: Any, subject: str | None) -> Purpose | None:
        purpose = SAID[column](row) if column in SAID else PURPOSES.get(column, Purpose.office)
        if purpose is Purpose.roll and self._in_office(subject, getattr(row, "round_no", None)):
            return Purpose.office
        return purpose

    def _in_fact(self, fact_id: str, field: str) -> str:
        """What the public part of this fact calls them."""
        f, b = tables.fact, tables.fact_body
        query = (
            select(b.c.body)
            .join(f, same(b, f, "position"))
            .where(f.c.community_id == self._here, f.c.fact_id == fact_id, b.c.part == "public")
        )
        said = canonical.read(bytes(self._conn.execute(query).scalar_one()))
        return str(next(said[name] for name in (field, "author", "person") if said.get(name)))

    def _in_office(self, subject: str | None, round_no: int | None) -> bool:
        """Whether they stood on the roll of this round, or of the last one, in an office. Rolls are
        renamed before what refers to them, so that both names are looked for.
        """
        e = tables.roll_entry
        names = [self._person, *(self._handle(p, subject) for p in (Purpose.roll, Purpose.office))]
        query = select(e.c.round_no, e.c.role).where(
            e.c.community_id == self._here, e.c.proposal_id == subject, e.c.person_id.in_(names)
        )
        seats = dict(self._conn.execute(query).tuples().all())
        if not seats:
            return False
        return seats[round_no if round_no in seats else max(seats)] in _OFFICES

    def _asked(self) -> None:
        """What they were to do by name, and what they were not to do."""
        o = tables.obligation
        named = or_(o.c.who == self._person, o.c.not_by.contains(self._person, autoescape=True))
        query = select(o.c.subject_id, o.c.act, o.c.ref, o.c.who, o.c.not_by)
        for row in self._conn.execute(query.where(o.c.community_id == self._here, named)).all():
            subject = row.subject_id or None
            values: dict[str, str | None] = {}
            if row.who == self._person:
                values["who"] = self._handle(self._asked_as(row.act, subject), subject)
            values["not_by"] = " ".join(self._not_by(row, subject)) or None
            key = {"community_id": self._here, "subject_id": row.subject_id}
            where = _is(o, {**key, "act": row.act, "ref": row.ref})
            self._conn.execute(update(o).where(where).values(values))

    def _asked_as(self, act: str, subject: str | None) -> Purpose:
        said = asked_as(act)
        if isinstance(said, Purpose):
            return said
        p = tables.proposal
        where = _is(p, {"community_id": self._here, "proposal_id": subject})
        in_office = self._conn.execute(select(p.c.author_in_office).where(where)).scalar()
        return Purpose.office if in_office else Purpose.voice

    def _not_by(self, row: Any, subject: str | None) -> Iterator[str]:
        """Whom it is not asked of. Beside the subjects a private part says still who they are,
        unless they are in office.
        """
        for place, who in enumerate((row.not_by or "").split()):
            purpose = not_asked_as(row.act, place)
            told = subject is None and purpose is not Purpose.office
            yield who if told or who != self._person else self._handle(purpose, subject)

    def _acts(self) -> None:
        """Whose an act was is called as its facts call them. Of an act on the roster, its private
        part may say it still.
        """
        a, f, b = tables.act_done, tables.fact, tables.fact_body
        private = and_(same(f, b, "position"), b.c.part == "private")
        query = (
            select(a.c.act_id, a.c.fact_id, f.c.header, b.c.body)
            .select_from(a.join(f, same(a, f, "fact_id")).outerjoin(b, private))
            .where(a.c.community_id == self._here, a.c.person_id == self._person)
        )
        for act_id, fact_id, header, body in self._conn.execute(query).tuples().all():
            by = canonical.read(bytes(header))["act"]["by"]
            left = body is not None and fact_id not in self._erased
            if left and by in canonical.read(bytes(body)).get(PEOPLE, {}):
                continue
            where = _is(a, {"community_id": self._here, "act_id": act_id})
            self._conn.execute(update(a).where(where).values(person_id=by))

    def _entry(self) -> None:
        """Nothing is left of the entry but that there was one, nor of whose the handles are."""
        p, h = tables.person, tables.hand
        mine = {"community_id": self._here, "person_id": self._person}
        kept = {"community_id", "person_id", "entered_from", "entered_at", "joined_at"}
        first = {"private_from", "home_from", "standing_from"}
        nothing: dict[str, Any] = {c.name: None for c in p.columns if c.name not in kept}
        nothing |= dict.fromkeys(first, p.c.entered_from) | self._still_standing()
        self._conn.execute(update(p).where(_is(p, mine)).values(nothing))
        self._conn.execute(update(h).where(_is(h, mine)).values(person_id=None))

    def _still_standing(self) -> dict[str, Any]:
        """What facts say of their standing that are no part of the entry: merged into another one,
        or of age.
        """
        p = tables.person
        mine = {"community_id": self._here, "person_id": self._person}
        standing = self._conn.execute(select(p.c.standing).where(_is(p, mine))).scalar_one()
        if standing != "merged" and not self._came_of_age():
            return {}
        return {"standing": "merged" if standing == "merged" else "adult", "standing_from": None}

    def _came_of_age(self) -> bool:
        f, b = tables.fact, tables.fact_body
        query = (
            select(b.c.body)
            .join(f, same(b, f, "position"))
            .where(f.c.community_id == self._here, f.c.kind == CameOfAge.kind)
            .where(b.c.part == "private", b.c.body.is_not(None))
        )
        bodies = (canonical.read(bytes(body)) for body in self._conn.execute(query).scalars())
        return any(self._person in said.get(PEOPLE, {}).values() for said in bodies)


def _is(table: Table, key: dict[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))
