"""The order of lists of people, the same on both databases: building by its number, name by code
point, and from anybody on exactly who comes after them.
"""

from sqlalchemy import select

from deliberation.readings.people import listing
from deliberation.record import tables
from deliberation.record.check.verify import verify
from deliberation.record.ids import new_id
from deliberation.roster.acts import people

P, D = tables.person, tables.dwelling
NEW = (("10栋", "Ångström"), ("2栋", "张三"), ("2栋", "Zoe"), ("2栋", "adam"), ("2栋", "乙"))


def entry(building: str, name: str) -> people.RosterEntry:
    return people.RosterEntry(
        estate=None,
        building=building,
        unit="1",
        room="101",
        name=name,
        phone=None,
        birth_date="1970-01-01",
        area=8000,
        tenure="owner",
        lives_here=True,
    )


def listed(conn, w, after: str | None = None) -> list[tuple[str, str, str]]:
    query = (
        select(P.c.person_id, D.c.building, P.c.name)
        .select_from(listing.at_home(P, D))
        .where(P.c.community_id == w.id)
        .order_by(*listing.order(P, D))
    )
    later = listing.beyond(conn, w.id, after)
    rows = conn.execute(query if later is None else query.where(later))
    return [(r.person_id, r.building or "", r.name or "") for r in rows]


def test_by_building_and_name_and_from_anybody_on(world):
    w = world
    w.operate(people.EnterPeople(act_id=new_id(), entries=tuple(entry(*x) for x in NEW)))
    with w.engines.read_connection() as conn:
        whole = listed(conn, w)
        wanted = sorted(((len(b), b, n) for _, b, n in whole))
        assert [(b, n) for _, b, n in whole] == [(b, n) for _, b, n in wanted]
        assert [n for _, b, n in whole if b == "2栋" and n in dict(map(reversed, NEW))] == [
            "Zoe",
            "adam",
            "乙",
            "张三",
        ]
        for i in range(0, len(whole), 7):
            assert listed(conn, w, whole[i][0]) == whole[i + 1 :]
        assert listed(conn, w, "0" * 26) == whole, "of nobody's place: from the beginning"


def test_people_of_a_batch_stand_after_its_homes_and_in_no_order_of_the_file(world):
    """Beside its home, or n-th as in the file, an entry would say where it lives."""
    w = world
    names = [f"甲{chr(0x4E00 + i)}" for i in range(24)]
    entries = tuple(entry(f"{i + 1}号楼", name) for i, name in enumerate(names))
    w.operate(people.EnterPeople(act_id=new_id(), entries=entries))
    f = tables.fact
    act = max(w.rows(f), key=lambda r: r.position).act_id
    kinds = [r.kind for r in sorted(w.rows(f), key=lambda r: r.position) if r.act_id == act]
    first = kinds.index("person_entered")
    assert kinds[first:] == ["person_entered"] * 24 and "dwelling_entered" in kinds[:first]
    ids = {r.name: r.person_id for r in w.rows(P) if r.name in names}
    assert sorted(ids, key=ids.__getitem__) != names
    verify(w.engines)
