"""A visitor of the demo puts everything together that can be fetched (pages, prints, files, tiles,
every fact, with the ids in them, their orders and times) and learns nobody's name who holds no
office, no id of whom a list names, and of whom a page names in full no vote.

By day some addresses of each kind, by night all of them; and shown to fail: with one id put back.
"""

import json
import re
from dataclasses import dataclass

import pytest
from flask import g
from sqlalchemy import select

from deliberation.accounts.joining import joining
from deliberation.charter.facts import KINDS
from deliberation.charter.hands import Purpose
from deliberation.readings.people import listing
from deliberation.readings.people.demo_cast import PASSWORD
from deliberation.readings.vote import rolls
from deliberation.record import tables
from deliberation.web.values import opaque
from tests.fuzz.run import OnSQLite
from tests.fuzz.town import Town
from tests.record import linking
from tests.site import token
from tests.web.joining import (
    ID,
    People,
    Walked,
    beginnings,
    beside,
    bodies,
    counted_by_name,
    leading,
    named,
    walk,
)

EACH = 4  # addresses of one kind that are walked by day


@pytest.fixture(scope="module")
def town(tmp_path_factory, demo_town):
    places = OnSQLite(tmp_path_factory.mktemp("joined"), kept=demo_town)
    town = Town(*places(0))
    town.app.config["WTF_CSRF_ENABLED"] = True
    yield town
    town.close()


@pytest.fixture
def people(town) -> People:
    community = tables.community.c
    with town.engines.read_connection() as conn:
        here = conn.execute(
            select(community.community_id).where(community.slug == "jiahe")
        ).scalar_one()

    def all_of(table, *columns):
        query = select(*(table.c[c] for c in columns)).where(table.c.community_id == here)
        with town.engines.read_connection() as conn:
            return conn.execute(query).all()

    stood = {r.person_id for r in all_of(tables.ballot_option, "person_id") if r.person_id}
    public = stood | {r.person_id for r in all_of(tables.office, "person_id")}
    public |= {r.person_id for r in all_of(tables.recall, "person_id")}
    handles = frozenset(r.handle for r in all_of(tables.hand, "handle"))
    entries = [r for r in all_of(tables.person, "person_id", "name") if r.person_id not in handles]
    held = {r.name for r in entries if r.person_id in public and r.name}
    private = {
        r.name: r.person_id
        for r in entries
        if r.name and r.person_id not in public and not any(r.name in name for name in held)
    }
    homes = frozenset(r.dwelling_id for r in all_of(tables.dwelling, "dwelling_id"))
    ids = frozenset(r.person_id for r in entries)
    there = frozenset(r.name for r in entries if r.person_id in stood and r.name)
    return People(ids, homes, handles, private, frozenset(held), there)


@pytest.fixture
def record(town) -> linking.Record:
    with town.engines.read_connection() as conn:
        community = tables.community.c
        query = select(community.community_id).where(community.slug == "jiahe")
        here = conn.execute(query).scalar_one()
    return linking.read(town.engines, here)


def learns_nothing(town, people: People, record: linking.Record, most: int | None) -> Walked:
    found = walk(town.app.test_client(), beginnings(town, most is None), most)
    assert len(people.private) > 80 and len(found.pages) > 120 and len(found.seen) > 25
    assert not [*named(found.pages, people)][:5]
    assert not [*beside(found.pages, people)][:5]
    assert not [*leading(found.pages, record)][:5]
    assert not [*counted_by_name(found.pages, people)][:5]
    for kind in ("/roll", "/tile/", "/record/", "/proxies", "/ballots/", "/working/", "/print/"):
        assert any(kind in address for address in found.pages), kind
    return found


@pytest.mark.slow
def test_a_visitor_learns_nobodys_name(town, people, record):
    learns_nothing(town, people, record, EACH)


@pytest.mark.nightly
def test_a_visitor_who_fetches_everything_learns_nobodys_name(town, people, record):
    assert len(learns_nothing(town, people, record, None).pages) > 2000


@pytest.mark.slow
def test_no_two_names_of_one_person_are_known_as_such(record):
    """Nor does anybody have one name in two matters, but for an office."""
    assert linking.found(record) == []
    purposes = {hand.purpose for hand in record.whose.values()}
    assert purposes == {p.value for p in Purpose} and len(record.said) > 2000
    of_one: dict[str, set[str]] = {}
    for hand in record.whose.values():
        of_one.setdefault(hand.person, set()).add(hand.purpose)
    in_full = ({"roll", "office"}, {"roll", "named"})
    assert sum(any(x <= y for x in in_full) for y in of_one.values()) > 10  # whom it would hit


@pytest.mark.slow
def test_what_is_public_of_the_facts_says_where_nobody_lives(town, people):
    """No home stands beside a person, nor what somebody is; homes have their own facts."""
    personal = {"standing", "tenure", "lives_here", "ground", "birth_date", "phone"}
    of_people = {kind for kind, _ in KINDS if kind.startswith(("person_", "represent", "owner"))}
    homes = 0
    for position, kind, part, body in bodies(town):
        said = json.dumps(body)
        inside = people.dwellings & set(ID.findall(said))
        assert not inside or kind == "dwelling_entered", (position, kind)
        homes += bool(inside)
        if kind in of_people:
            assert not personal & set(body), (position, kind)
        assert part == "text" or not any(name in said for name in people.private), position
    assert homes == len(people.dwellings)


@dataclass
class Listed:
    """A published roll as somebody on it reads it, page by page."""

    pages: dict[str, str]
    names: list[str]


def published(town) -> tuple[str, str]:
    """A matter whose roll is published in full now, and somebody on it without an office."""
    from deliberation.charter.case import Actor
    from deliberation.readings.page import proposal as proposal_page
    from deliberation.record.engines import current, db

    p, t, o = tables.proposal, tables.person, tables.office
    matters = db.session.execute(select(p.c.proposal_id).where(p.c.notice_at.is_not(None)))
    neighbours = select(t.c.person_id).where(
        t.c.standing == "adult", t.c.person_id.not_in(select(o.c.person_id))
    )
    people = db.session.execute(neighbours).scalars().all()
    for matter in matters.scalars().all():
        row = proposal_page.glance(db.session, current().url, g.community, matter).row
        for person in people:
            case = proposal_page.viewer(db.session, g.community, row, Actor(person)).case
            closes = row.closes_at if row.stage != "notice" else None
            if not rolls.whole(case, closes):
                break
            if rolls.may_read(case, rolls.mine(db.session, case)):
                return matter, person
    raise AssertionError("the demo has no published roll")


@pytest.fixture(scope="module")
def reader(town):
    """(somebody on a published roll, signed in; its address; the community in force)."""
    with town.app.test_request_context("/jiahe/"):
        town.app.preprocess_request()
        matter, person = published(town)
        joining.give_account(g.community.id, person, f"voter-{person[-6:]}", PASSWORD)
    client = town.app.test_client()
    page = client.get("/jiahe/sign-in")
    data = {"login": f"voter-{person[-6:]}", "password": PASSWORD, "csrf_token": token(page)}
    assert client.post("/jiahe/sign-in", data=data).status_code == 303
    yield client, f"/jiahe/proposals/{matter}/roll"


def read_through(client, address: str) -> Listed:
    """All pages of a list."""
    pages, names = {}, []
    while address:
        html = client.get(address).data.decode()
        pages[address] = html
        names += re.findall(r'<th scope="row">([^<*]+)</th>', html.partition("</h1>")[2])
        found = re.search(r'rel="next"\s+href="([^"]+)"', html)
        address = found[1].replace("&amp;", "&") if found else ""
    return Listed(pages, names)


@pytest.mark.slow
def test_a_published_list_gives_its_readers_no_ids(town, people, reader, monkeypatch):
    """Nor does its order: the n-th name is not the n-th id of the roll."""
    monkeypatch.setattr(rolls, "PAGE", 20)
    read = read_through(*reader)
    assert len(read.pages) > 3 and not [*beside(read.pages, people)]
    private = [n for n in read.names if n in people.private]
    ids = [people.private[n] for n in private]
    assert len(ids) > 40 and ids != sorted(ids)
    by_chance = sum(a == b for a, b in zip(ids, sorted(ids), strict=True))
    assert by_chance < len(ids) / 4


@pytest.mark.slow
@pytest.mark.parametrize("put_back", ["in the address of the next page", "in the order"])
def test_one_id_put_back_is_found(town, people, reader, monkeypatch, put_back):
    monkeypatch.setattr(rolls, "PAGE", 20)
    if put_back == "in the address of the next page":
        monkeypatch.setattr(opaque, "sealed", lambda ident, *place: ident)
        client, address = reader
        html = client.get(address).data.decode()
        assert [*beside({address: html}, people)]
    else:
        monkeypatch.setattr(listing, "order", lambda p, d: (p.c.person_id,))
        monkeypatch.setattr(rolls, "PAGE", 1000)
        private = [n for n in read_through(*reader).names if n in people.private]
        ids = [people.private[n] for n in private]
        assert ids == sorted(ids) and len(ids) > 40


@pytest.mark.slow
def test_one_name_put_back_is_found(town, people):
    name, ident = next(iter(people.private.items()))
    pages = {"/jiahe/": f"<p>{name}</p>", "/jiahe/bodies": f'<a href="/jiahe/x?after={ident}">'}
    assert [*named(pages, people)] == [f"/jiahe/ names {name}"]
    assert [*beside(pages, people)] == [f"/jiahe/bodies holds {ident}"]


@pytest.mark.slow
def test_one_way_to_a_ballot_put_back_is_found(people, record):
    """A handle, a link to the fact of a ballot, a name in a file, an id on a second page."""
    voters = {x for x, hand in record.whose.items() if hand.purpose == "roll"}
    ballot = next(s for s in record.said if s.kind == "ballot_cast" and s.ids & voters)
    (voter,) = ballot.ids & voters
    told, to = {"/jiahe/bodies": f'<a href="/x/{voter}">'}, '<a href="/jiahe/record/{}">'
    assert [*beside(told, people)] == ["/jiahe/bodies holds a handle"]
    links = told["/jiahe/bodies"], to.format(ballot.position), f"<i id={ballot.fact}>"
    for page in links:
        assert [*leading({"/jiahe/bodies": page}, record)] == ["/jiahe/bodies leads to a ballot"]
    name, file = min(people.held - people.stood), "/jiahe/proposals/x/ballots/1"
    assert [*counted_by_name({file: name}, people)] == [f"{file} names {name}"]
    ident = min(people.ids)
    twice = dict.fromkeys(("/jiahe/record/1", "/jiahe/record/2"), f"<b>{ident}</b>")
    assert [*beside(twice, people)] == [f"/jiahe/record/2 holds {ident}"]
