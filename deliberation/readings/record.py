"""The public record: facts with their public bodies, proofs, tiles.

Sealed and private parts never leave here.
"""

from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.facts import ERASABLE, build
from deliberation.charter.facts.people.roster import NEVER_ALONE
from deliberation.charter.subjects import Subject, read_subject
from deliberation.record import tables
from deliberation.record.log import canonical, merkle
from deliberation.record.tables.joins import same

PAGE = 50


def recent(
    s: Any,
    community: str,
    *,
    before: int | None = None,
    kinds: tuple[str, ...] = (),
    limit: int = PAGE,
) -> tuple[list[dict[str, Any]], int | None]:
    """Facts, newest first, with header and public body, and the next key."""
    f, b = tables.fact, tables.fact_body
    query = (
        select(f.c.position, f.c.kind, f.c.at, f.c.subject_id, f.c.header, b.c.body)
        .join(b, and_(same(f, b, "position"), b.c.part == "public"))
        .where(f.c.community_id == community)
    )
    if before is not None:
        query = query.where(f.c.position < before)
    if kinds:
        query = query.where(f.c.kind.in_(kinds))
    rows = s.execute(query.order_by(f.c.position.desc()).limit(limit + 1)).all()
    found = [_opened(r) for r in rows[:limit]]
    return found, found[-1]["position"] if len(rows) > limit else None


def _opened(r: Any) -> dict[str, Any]:
    return {
        "position": r.position,
        "kind": r.kind,
        "at": r.at,
        "subject": read_subject(canonical.read(bytes(r.header))["subject"]),
        "header": canonical.read(bytes(r.header)),
        "public": canonical.read(bytes(r.body)),
    }


def one(s: Any, community: str, position: int) -> dict[str, Any] | None:
    """One fact: header bytes, public and text bodies with their salts (so that their digests can be
    redone), leaf hash.
    """
    f = tables.fact
    r = s.execute(select(f).where(f.c.community_id == community, f.c.position == position)).first()
    if r is None:
        return None
    bodies = _open_bodies(s, community, position)
    head = canonical.read(bytes(r.header))
    return {
        "position": position,
        "fact_id": r.fact_id,
        "kind": r.kind,
        "at": r.at,
        "subject": read_subject(head["subject"]),
        "header": bytes(r.header).decode(),
        "erasable": _erasable(s, community, position),
        "head": head,
        "leaf": merkle.leaf_hash(bytes(r.header)).hex(),
        **_told(r, head["version"], read_subject(head["subject"]), bodies),
    }


def _told(
    r: Any,
    version: int,
    about: Subject | None,
    bodies: dict[str, tuple[bytes | None, bytes | None]],
) -> Any:
    """The fact as its open bodies tell it, the bodies themselves, and which of them are erased."""
    said = {p: None if body is None else canonical.read(body) for p, (_, body) in bodies.items()}
    return {
        "bodies": {part: _salted(*pair) for part, pair in bodies.items()},
        "fact": build(r.kind, version, about, said),
        "erased": frozenset(part for part, body in said.items() if body is None),
    }


def _open_bodies(
    s: Any, community: str, position: int
) -> dict[str, tuple[bytes | None, bytes | None]]:
    """(salt, body) of the parts anybody may read; None and None where it was erased."""
    b = tables.fact_body
    rows = s.execute(
        select(b.c.part, b.c.salt, b.c.body)
        .where(b.c.community_id == community, b.c.position == position)
        .where(b.c.part.in_(("public", "text")))
    )
    return {
        r.part: (None, None) if r.body is None else (bytes(r.salt), bytes(r.body)) for r in rows
    }


def _salted(salt: bytes | None, body: bytes | None) -> dict[str, str] | None:
    return None if salt is None or body is None else {"salt": salt.hex(), "body": body.decode()}


def _erasable(s: Any, community: str, position: int) -> list[str]:
    """Parts that somebody may ask to have erased, and that still have their words."""
    b, f = tables.fact_body, tables.fact
    rows = s.execute(
        select(b.c.part, f.c.kind)
        .join(f, same(b, f, "position"))
        .where(b.c.community_id == community, b.c.position == position)
        .where(b.c.part.in_(ERASABLE), b.c.body.is_not(None))
    )
    return sorted(r.part for r in rows if r.part != "private" or r.kind not in NEVER_ALONE)


def position_of(s: Any, community: str, fact_id: str) -> int | None:
    """Where a fact stands: the position on a ballot's receipt."""
    f = tables.fact
    found: int | None = s.execute(
        select(f.c.position).where(f.c.community_id == community, f.c.fact_id == fact_id)
    ).scalar()
    return found


def ballot_opening(s: Any, community: str, position: int, person: str) -> dict[str, Any] | None:
    """The digest of a ballot's sealed body; for whoever cast it also the body with its salt, so
    that they can redo the digest.
    """
    r = _with_body(s, community, position, "sealed")
    if r is None or r.kind != "ballot_cast":
        return None
    digest = {"digest": canonical.read(bytes(r.header))["bodies"]["sealed"]}
    if r.person_id != person:
        return digest
    return digest | {"salt": bytes(r.salt).hex(), "body": bytes(r.body).decode()}


def _with_body(s: Any, community: str, position: int, part: str) -> Any:
    f, b, d = tables.fact, tables.fact_body, tables.act_done
    query = (
        select(f.c.header, f.c.kind, b.c.salt, b.c.body, d.c.person_id)
        .join(d, same(f, d, "act_id"))
        .join(b, and_(same(f, b, "position"), b.c.part == part))
        .where(f.c.community_id == community, f.c.position == position)
    )
    return s.execute(query).first()
