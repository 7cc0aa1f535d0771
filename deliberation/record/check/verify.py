"""`deliberation verify`: the tree, every digest, every civic row and every count, checked again
from the log alone.

Names the first thing that is wrong: which fact, body, tree node or row, and how.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, select

from deliberation.charter import drawing
from deliberation.charter.facts import Fact, write_time
from deliberation.charter.facts.matters import elections
from deliberation.charter.facts.people import people
from deliberation.charter.facts.proposal import draws
from deliberation.charter.facts.vote import official as official_facts
from deliberation.charter.facts.vote import owners, paper_ballots, papers, resolve
from deliberation.charter.rulebook import parse
from deliberation.counting.motion import dual, motion
from deliberation.counting.threshold import Threshold
from deliberation.record import tables
from deliberation.record.applying import apply
from deliberation.record.applying.changes import Memory
from deliberation.record.engines import Engines
from deliberation.record.log import canonical
from deliberation.record.log.merkle import Frontier, leaf_hash

from . import official, paper
from .recount import heads, recount_paper
from .recount_election import recount_election
from .replay import Stored, differences, read, stored_facts

RULES: dict[str, Callable[..., motion.MotionResult]] = {motion.RULE: motion.count_motion}


class Wrong(Exception):
    """The first thing that does not hold, in one plain line."""


@dataclass
class Summary:
    """What was checked in one community."""

    slug: str
    facts: int = 0
    erased: int = 0
    rows: int = 0
    votes: int = 0
    root: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def verify(engines: Engines, slug: str | None = None) -> list[Summary]:
    """Check one community or all: every one of which any table knows, not only those that still
    have their row.

    Raises Wrong with the first difference. An empty list: there was nothing to check."""
    with engines.snapshot() as conn:
        found = [(i, name) for i, name in communities(conn) if slug in (None, name)]
        return [_verify_one(conn, community, name) for community, name in found]


def communities(conn: Connection) -> list[tuple[str, str]]:
    """(id, short name, or the id where there is none) of everything in the log or in any table made
    from it."""
    c = tables.community.c
    names = {r.community_id: r.slug for r in conn.execute(select(c.community_id, c.slug))}
    for table in (tables.log_head, tables.fact, tables.fact_body, tables.tree_node, *tables.CIVIC):
        for ident in conn.execute(select(table.c.community_id).distinct()).scalars():
            names.setdefault(ident, ident)
    return sorted(names.items(), key=lambda item: item[1])


def _verify_one(conn: Connection, community: str, slug: str) -> Summary:
    summary = Summary(slug)
    begun = perf_counter()
    _tree_and_digests(conn, community, summary)
    summary.seconds["tree"] = perf_counter() - begun
    begun = perf_counter()
    memory = _replay(conn, community, summary)
    for table, key, what in differences(conn, community, memory):
        named = ", ".join(f"{k}={v}" for k, v in key.items() if k != "community_id")
        raise Wrong(f"{slug}: table {table}, row {named or community}: {what}")
    summary.rows = sum(len(rows) for rows in memory.tables.values())
    summary.seconds["replay"] = perf_counter() - begun
    return summary


def _tree_and_digests(conn: Connection, community: str, summary: Summary) -> None:
    """Headers against columns, bodies against digests, nodes against the tree, the head against the
    frontier.
    """
    frontier = Frontier()
    erased: dict[str, tuple[int, str]] = {}
    named: set[tuple[str, str]] = set()
    leaves: list[bytes] = []
    latest: datetime | None = None
    for stored in stored_facts(conn, community):
        if stored.position != summary.facts:
            raise Wrong(f"{summary.slug}: fact {summary.facts} is missing")
        head = _header(stored, community, summary.slug)
        _bodies(stored, head, summary, erased)
        if stored.kind == people.BodyErased.kind and (opened := stored.bodies.get("public")):
            named.add(_erasure(opened[1], stored.position, summary.slug))
        leaves.append(leaf_hash(stored.header))
        latest = max(stored.at, latest or stored.at)
        summary.facts += 1
        if len(leaves) >= 4096:
            _nodes(conn, community, frontier.append_many(leaves), summary)
            leaves = []
    _nodes(conn, community, frontier.append_many(leaves), summary)
    for key, (position, part) in erased.items():
        if (key.split("/")[0], part) not in named:
            raise Wrong(
                f"{summary.slug}: fact {position}: its {part} body is gone, and no erasure says so"
            )
    head_row = conn.execute(
        select(tables.log_head).where(tables.log_head.c.community_id == community)
    ).first()
    if (
        head_row is None
        or head_row.size != frontier.size
        or bytes(head_row.frontier) != frontier.to_bytes()
    ):
        raise Wrong(
            f"{summary.slug}: the head of the log says size "
            f"{head_row.size if head_row else None}, the facts give {frontier.size}"
        )
    if head_row.at != latest:
        raise Wrong(
            f"{summary.slug}: the head of the log says its latest time is {head_row.at}, the "
            f"facts give {latest}"
        )
    summary.erased, summary.root = len(erased), frontier.root().hex()


def _header(stored: Stored, community: str, slug: str) -> dict[str, Any]:
    try:
        head: dict[str, Any] = canonical.decode(stored.header)
    except canonical.NotCanonical as error:
        raise Wrong(f"{slug}: fact {stored.position}: its header is {error}") from error
    try:
        said = (
            head["community"],
            head["position"],
            head["fact"],
            head["kind"],
            head["proposal"],
            head["act"]["id"],
            head["at"],
        )
        head["bodies"].keys()
    except (KeyError, TypeError, AttributeError) as error:
        # Canonical, yet nothing this program writes: somebody put other bytes there.
        raise Wrong(
            f"{slug}: fact {stored.position}: its header is not the header of a fact"
        ) from error
    at = write_time(stored.at)
    columns = (
        community,
        stored.position,
        stored.fact_id,
        stored.kind,
        stored.proposal_id,
        stored.act_id,
        at,
    )
    if columns != said:
        raise Wrong(
            f"{slug}: fact {stored.position}: its header says {said[1:]}, its row {columns[1:]}"
        )
    return head


def _erasure(body: bytes, position: int, slug: str) -> tuple[str, str]:
    """Which part of which fact an erasure names."""
    try:
        said = canonical.read(body)
        return said["fact"], said["part"]
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong(f"{slug}: fact {position}: its public body names no erased part") from error


def _bodies(
    stored: Stored, head: dict[str, Any], summary: Summary, erased: dict[str, tuple[int, str]]
) -> None:
    digests = head["bodies"]
    if digests.keys() != stored.bodies.keys():
        raise Wrong(
            f"{summary.slug}: fact {stored.position}: bodies {sorted(stored.bodies)} stored, "
            f"{sorted(digests)} in the header"
        )
    for part, pair in stored.bodies.items():
        if pair is None:
            erased[f"{stored.fact_id}/{part}"] = (stored.position, part)
        elif (
            hashlib.sha256(b"deliberation/body/1\n" + pair[0] + pair[1]).hexdigest()
            != digests[part]
        ):
            raise Wrong(
                f"{summary.slug}: fact {stored.position} ({stored.kind}): its {part} body "
                "does not match the digest in its header"
            )


def _nodes(
    conn: Connection, community: str, made: list[tuple[int, int, bytes]], summary: Summary
) -> None:
    """Compare the nodes just completed with the stored ones, level by level."""
    t = tables.tree_node
    levels: dict[int, list[tuple[int, bytes]]] = {}
    for level, index, value in made:
        levels.setdefault(level, []).append((index, value))
    for level, nodes in levels.items():
        stored = dict(
            conn.execute(
                select(t.c.idx, t.c.hash).where(
                    t.c.community_id == community,
                    t.c.level == level,
                    t.c.idx >= nodes[0][0],
                    t.c.idx <= nodes[-1][0],
                )
            ).all()
        )
        for index, value in nodes:
            if bytes(stored.get(index, b"")) != value:
                what = (
                    f"fact {index}: its header does not match its leaf in the tree"
                    if level == 0
                    else "it does not follow from the nodes below"
                )
                raise Wrong(f"{summary.slug}: tree node level {level} index {index}: {what}")


def _replay(conn: Connection, community: str, summary: Summary) -> Memory:
    """Apply every fact in memory; redo every count and open every disclosed ballot on the way."""
    memory = Memory()
    sealed: dict[str, str] = {}
    disclosed: dict[tuple[str | None, int], dict[str, tuple[str, str]]] = {}
    lists: dict[str, list[tuple[datetime, str]]] = {kind: [] for kind in drawing.KINDS.values()}
    for stored in stored_facts(conn, community):
        head = canonical.read(stored.header)
        try:
            fact, header = read(stored, head)
            _check_fact(fact, head, sealed, disclosed, memory, community)
            if isinstance(fact, draws.DrawAnnounced):
                _redraw(fact, lists[drawing.KINDS[fact.what]])
            if stored.kind in lists:
                lists[stored.kind].append((stored.at, stored.fact_id))
            memory.apply(apply(fact, header))
        except (KeyError, ValueError, TypeError) as error:
            raise Wrong(
                f"{summary.slug}: fact {stored.position} ({stored.kind}) cannot be replayed: "
                f"{error}"
            ) from error
        summary.votes += isinstance(
            fact,
            resolve.VoteCounted
            | owners.OwnersCounted
            | papers.PaperCounted
            | elections.ElectionCounted,
        )
    return memory


def _check_fact(
    fact: Fact,
    head: dict[str, Any],
    sealed: dict[str, str],
    disclosed: dict[tuple[str | None, int], dict[str, tuple[str, str]]],
    memory: Memory,
    community: str,
) -> None:
    if isinstance(fact, resolve.BallotCast):
        sealed[head["fact"]] = head["bodies"]["sealed"]
    elif isinstance(fact, resolve.BallotsDisclosed):
        for b in fact.ballots:
            opened = canonical.salted_digest(
                bytes.fromhex(b["salt"]), canonical.encode({"choice": b["choice"]})
            )
            if sealed.get(b["fact"]) != opened:
                raise ValueError(
                    f"the disclosed ballot of {b['voter']} is not the one that was cast"
                )
            disclosed.setdefault((fact.proposal, fact.round_no), {})[b["voter"]] = (
                b["fact"],
                b["choice"],
            )
    elif isinstance(fact, paper_ballots.PaperReconciled | paper_ballots.SecretTotals):
        paper.check(fact, memory, community)
    elif isinstance(fact, official_facts.OfficialResultConfirmed):
        official.check(fact, memory, community)
    elif isinstance(fact, resolve.VoteCounted):
        order = {
            ref: at for at, ref in enumerate(sealed)
        }  # of casting: the last ballot of a household is its ballot
        _recount(
            fact,
            {
                v: (order[ref], choice)
                for v, (ref, choice) in disclosed.get((fact.proposal, fact.round_no), {}).items()
            },
            memory,
            community,
        )
    elif isinstance(fact, owners.OwnersCounted):
        order = {
            ref: at for at, ref in enumerate(sealed)
        }  # of casting: the later of two co-owners speaks for both
        _recount_owners(
            fact,
            {
                voter: (order[ref], choice)
                for voter, (ref, choice) in disclosed.get(
                    (fact.proposal, fact.round_no), {}
                ).items()
            },
            memory,
            community,
        )
    elif isinstance(fact, papers.PaperCounted):
        ballots = {
            voter: (ref, choice)
            for voter, (ref, choice) in disclosed.get((fact.proposal, fact.round_no), {}).items()
        }
        order = {ref: at for at, ref in enumerate(sealed)}
        recount_paper(
            fact,
            {voter: (order[ref], choice) for voter, (ref, choice) in ballots.items()},
            memory,
            community,
        )
    elif isinstance(fact, elections.ElectionCounted):
        recount_election(
            fact,
            [choice for _, choice in disclosed.get((fact.proposal, fact.round_no), {}).values()],
            memory,
            community,
        )
    elif isinstance(fact, people.RulebookAdopted) and parse(fact.source).digest != fact.digest:
        raise ValueError("the rulebook's text does not have its digest")


def _redraw(fact: draws.DrawAnnounced, entries: list[tuple[datetime, str]]) -> None:
    """The list announced is the one the record has; who is drawn then follows, and is stored
    nowhere.
    """
    refs = [ref for at, ref in entries if fact.since <= at < fact.until]
    if (fact.size, fact.digest) != (len(refs), drawing.population_digest(refs)):
        raise ValueError(
            f"the list drawn from has {fact.size} entries and digest {fact.digest}, the "
            f"record gives {len(refs)} and {drawing.population_digest(refs)}"
        )
    if not 1 <= fact.wanted <= fact.size:
        raise ValueError(f"{fact.wanted} of {fact.size} cannot be drawn")


def _recount(
    fact: resolve.VoteCounted, ballots: dict[str, tuple[int, str]], memory: Memory, community: str
) -> None:
    """The count again, by the rule and version it names, from the disclosed ballots and the roll;
    of a secret vote from its sums.
    """
    rolls = memory.tables["roll_entry"]
    signed_in = {
        r["person_id"]
        for r in rolls.values()
        if r["community_id"] == community
        and r["proposal_id"] == fact.proposal
        and r["round_no"] == fact.round_no
        and r["attended_at"] is not None
    }
    said_by, present = heads(fact, ballots, signed_in, memory, community)
    tally = {c: said_by.count(c) for c in motion.CHOICES}
    if secret := paper.secret_sums(memory, community, fact.proposal, fact.round_no):
        tally, present = (
            {c: secret.totals[1, c] for c in motion.CHOICES},
            len(signed_in | secret.holders),
        )
    result = RULES[fact.rule](
        tally,
        members=fact.members,
        present=present,
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
    )
    said = (fact.votes_for, fact.votes_against, fact.votes_abstain, fact.present, fact.outcome)
    again = (
        result.votes_for,
        result.votes_against,
        result.votes_abstain,
        result.present,
        result.outcome,
    )
    if said != again:
        raise ValueError(f"the count says {said}, counted again it is {again}")


def _recount_owners(
    fact: owners.OwnersCounted, ballots: dict[str, tuple[int, str]], memory: Memory, community: str
) -> None:
    """The count by heads and area again, from the disclosed ballots and the frozen parties."""
    if fact.rule != dual.RULE:
        raise KeyError(fact.rule)

    def here(table: str) -> list[dict[str, Any]]:
        return [
            r
            for r in memory.tables[table].values()
            if (r["community_id"], r["proposal_id"], r["round_no"])
            == (community, fact.proposal, fact.round_no)
        ]

    parties: dict[int, tuple[int, list[str]]] = {
        r["party_no"]: (r["area"], []) for r in here("owner_party")
    }
    for r in here("owner_party_voter"):
        parties[r["party_no"]][1].append(r["person_id"])
    attended = {r["person_id"] for r in here("roll_entry") if r["attended_at"] is not None}
    result: Any = dual.count_dual(
        dual.party_choices(parties, *dual.spoken(ballots, attended)),
        quorum=Threshold(*fact.quorum),
        majority=Threshold(*fact.majority),
        silence_joins=fact.silence_joins,
    )
    if said := official.entry(memory, community, fact.proposal, fact.round_no):
        result = official.counted(said, fact, None)
    again = [
        [s.members, s.present, s.votes_for, s.votes_against, s.votes_abstain]
        for s in (result.heads, result.area)
    ]
    if ([fact.heads, fact.area], fact.silent, fact.outcome) != (
        again,
        list(result.silent),
        result.outcome,
    ):
        raise ValueError(
            f"the count by heads and area says {fact.heads}, {fact.area}, {fact.outcome}; "
            f"counted again it is {again}, {result.outcome}"
        )
