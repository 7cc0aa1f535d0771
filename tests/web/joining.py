"""A visitor's walk through everything that can be fetched, and what it must not find: full names
of people who were never named in public, and ids of people on pages. See test_nobody_is_joined.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select

from deliberation.charter.hands import Purpose
from deliberation.record import tables
from deliberation.record.log import canonical
from tests.record.linking import Record, chained

ANY_ID = re.compile(r"(?<![0-9a-z])[0-9a-z]{26}(?![0-9a-z])")
LOG = re.compile(r"/record(/|\?|$)|/tile/")
ID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}")
# The page of the invented people names its accounts on purpose, and there is none of it in
# production. Forms of signing in hold nothing of the community's.
ASIDE = re.compile(r"/demo$|/sign-in|/join|/lost-password|/language|/large-type")
LINK = re.compile(r'(?:href|src|action)="(/jiahe[^"#]*)')


@dataclass(frozen=True)
class People:
    """Whom the demo knows: every id, and the full names of those who were never named in public."""

    ids: frozenset[str]
    dwellings: frozenset[str]
    handles: frozenset[str]
    private: dict[str, str]  # full name → id
    held: frozenset[str]  # full names of who holds an office, stands or stood, is recalled
    stood: frozenset[str]


@dataclass
class Walked:
    """What a walk fetched: address → text."""

    pages: dict[str, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)


def shape(address: str) -> str:
    """The kind of an address: its ids and numbers left out."""
    return re.sub(r"\d+", "9", ID.sub("id", address.partition("?")[0]))


def walk(client, begin: list[str], most: int | None) -> Walked:
    """Every address that is reached from these by links; `most` of one kind, and the facts asked
    for.
    """
    found, queue, known = Walked(), deque(begin), set(begin)
    facts = {x for x in begin if "/record/" in x}
    while queue:
        address = queue.popleft()
        kind = shape(address)
        enough = most and found.seen[kind] >= most and address not in facts
        if enough or ASIDE.search(address.partition("?")[0]):
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        found.seen[kind] += 1
        text = answer.get_data().decode("utf-8", "replace")
        found.pages[address] = text
        for link in LINK.findall(text) if "html" in answer.mimetype else ():
            link = link.replace("&amp;", "&")
            if link not in known:
                known.add(link)
                queue.append(link)
    return found


def named(pages: dict[str, str], people: People) -> Iterator[str]:
    """Full names of people who were never named in public."""
    for address, text in pages.items():
        yield from (f"{address} names {name}" for name in people.private if name in text)


def beside(pages: dict[str, str], people: People) -> Iterator[str]:
    """Ids of people and of homes in anything that can be fetched, but on the page of the fact that
    enters them, and by which names people go, but in the log: that names nobody.
    """
    seen: dict[str, str] = {}
    for address, text in pages.items():
        said = set(ANY_ID.findall(address + text))
        for i in (people.ids | people.dwellings) & said:
            if not re.search(r"/record/\d+$", address) or seen.setdefault(i, address) != address:
                yield f"{address} holds {i}"
        if not LOG.search(address):
            yield from (f"{address} holds a handle" for _ in people.handles & said)


def leading(pages: dict[str, str], record: Record) -> Iterator[str]:
    """Pages for readers, which name people, from which an id or a fact leads to somebody's ballot
    or rating."""
    chains, facts = chained(record), {s.position: s.fact for s in record.said}
    secret = {Purpose.roll.value, Purpose.rating.value}
    ballots = {
        chains.end(x)
        for x, hand in record.whose.items()
        if x in chains.known and hand.purpose in secret
    }
    for address, text in pages.items():
        if LOG.search(address) or re.search(r"/(ballots|working)/", address):
            continue
        ids = set(ANY_ID.findall(address + text))
        ids |= {facts[int(x)] for x in re.findall(r"/record/(\d+)\"", text) if int(x) in facts}
        known = (x for x in ids if x in chains.known)
        yield from (f"{address} leads to a ballot" for x in known if chains.end(x) in ballots)


def counted_by_name(pages: dict[str, str], people: People) -> Iterator[str]:
    """Files of ballots that name anybody but who stands for election there."""
    for address, text in pages.items():
        if re.search(r"/(ballots|working)/", address):
            yield from (f"{address} names {n}" for n in people.held - people.stood if n in text)


def bodies(town) -> Iterator[tuple[int, str, str, dict]]:
    """(position, kind, part, body) of all that anybody may read of the facts."""
    f, b, c = tables.fact, tables.fact_body, tables.community
    query = (
        select(f.c.position, f.c.kind, b.c.part, b.c.body)
        .join(b, (f.c.community_id == b.c.community_id) & (f.c.position == b.c.position))
        .join(c, (c.c.community_id == f.c.community_id) & (c.c.slug == "jiahe"))
        .where(b.c.part.in_(("public", "text")), b.c.body.is_not(None))
    )
    with town.engines.read_connection() as conn:
        for position, kind, part, body in conn.execute(query):
            yield position, kind, part, canonical.read(bytes(body))


def beginnings(town, every: bool) -> list[str]:
    """Where a walk begins: the community, its log, and facts: each kind's first, by night all."""
    first: dict[str, int] = {}
    for position, kind, _, _ in bodies(town):
        first.setdefault(kind, position)
    size = max(first.values()) + 1 if not every else 1 + max(p for p, *_ in bodies(town))
    positions = range(size) if every else sorted(first.values())
    with town.engines.read_connection() as conn:
        p = tables.proposal.c
        matters = conn.execute(select(p.proposal_id).where(p.stage != "draft")).scalars().all()
    own = ("roll", "proxies", "who-voted-how", "ballots/1", "working/1", "roll/sheet")
    prints = ("notice", "result", "resolution", "protocol", "call", "proxy")
    return [
        "/jiahe/",
        "/jiahe/checkpoint",
        *(f"/jiahe/tile/entries/{i:03}" for i in range(size // 256)),
        *(f"/jiahe/tile/0/{i:03}" for i in range(size // 256)),
        *(f"/jiahe/proposals/{m}/{x}" for m in matters for x in own),
        *(f"/jiahe/proposals/{m}/print/{x}" for m in matters for x in prints),
        *(f"/jiahe/record/{i}" for i in positions),
    ]
