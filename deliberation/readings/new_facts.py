"""Facts since somebody looked last, with the people they mean: for the notices room, which may not
read rows itself.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from deliberation.charter.facts.naming import PEOPLE
from deliberation.readings import hands
from deliberation.record import tables
from deliberation.record.direct import once
from deliberation.record.log import canonical
from deliberation.record.prepared import first, run
from deliberation.record.tables.joins import same

NAMED = ("person", "principal", "holder")  # audiences that a fact names itself


@dataclass(frozen=True, slots=True)
class NewFact:
    """What a notice needs of a fact."""

    position: int
    kind: str
    to_stage: str
    subject_id: str | None
    by: str | None
    person: str | None = None
    about: str | None = None
    principal: str | None = None
    holder: str | None = None
    naming: str | None = None


def _since() -> Select[Any]:
    """Facts of some kinds between two positions, with who acted and what each says."""
    f, b, d = tables.fact, tables.fact_body, tables.act_done
    private = b.alias()
    of_nothing = and_(f.c.subject_id.is_(None), private.c.part == "private")
    return (
        select(
            *(f.c.position, f.c.kind, f.c.subject_id, d.c.person_id, b.c.body),
            private.c.body.label("private"),
        )
        .join(b, and_(same(f, b, "position"), b.c.part == "public"))
        .join(d, same(f, d, "act_id"))
        .outerjoin(private, and_(same(f, private, "position"), of_nothing))
        .where(f.c.community_id == bindparam("community"))
        .where(f.c.position >= bindparam("mark"), f.c.position < bindparam("end"))
        .where(f.c.kind.in_(bindparam("kinds", expanding=True)))
        .order_by(f.c.position)
    )


_SINCE = once(_since())


def new_facts(
    s: Any, community: str, mark: int, kinds: tuple[str, ...], most: int
) -> tuple[list[NewFact], int]:
    """Facts from position `mark` on, at most `most` positions further, and where to go on."""
    h = tables.log_head
    here = {"community": community, "mark": mark}
    size = first(s, h, "size", community_id=community)
    end = min(size.size if size else 0, mark + most)
    rows = run(s, _SINCE, {**here, "end": end, "kinds": list(kinds)}).all() if end > mark else ()
    return _named(s, community, [(r, *_bodies(r)) for r in rows]), end


def _bodies(r: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """What everybody may read of a fact, and whom its handles mean that stand for an entry of the
    roster: only its private part says it.
    """
    private = canonical.read(bytes(r.private)) if r.private else {}
    return canonical.read(bytes(r.body)), private.get(PEOPLE, {})


def _named(
    s: Any, community: str, read: list[tuple[Any, dict[str, Any], dict[str, str]]]
) -> list[NewFact]:
    """The facts with the people their handles mean."""
    said = {body.get(field) for _, body, _ in read for field in NAMED}
    known = hands.behind(s, community, said)
    return [_new(r, body, {**known, **entries}) for r, body, entries in read]


def _new(r: Any, body: dict[str, Any], people: dict[str, str]) -> NewFact:
    def named(field: str) -> str | None:
        """Whom a field means, if anybody knows."""
        return people.get(body.get(field) or "")

    return NewFact(
        r.position,
        r.kind,
        body.get("to_stage", "") if r.kind == "stage_moved" else "",
        r.subject_id,
        r.person_id,
        named("person"),
        _about(r.kind, body),
        named("principal"),
        named("holder"),
        body.get("naming"),
    )


def _about(kind: str, body: dict[str, Any]) -> str | None:
    """The entry a fact is about: what a contribution answers, not the contribution itself."""
    fields = ("parent",) if kind == "commented" else ("parent", "objection", "option", "comment")
    return next((body[field] for field in fields if body.get(field)), None)
