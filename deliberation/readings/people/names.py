"""How people are named on pages: in full while they hold an office, masked (张**) otherwise; erased
people stay nameless.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.residing import resident
from deliberation.record.tables.joins import same
from deliberation.record.write.answers.people.offices import holding


@dataclass(frozen=True, slots=True)
class PersonView:
    """A name as the public may see it, and the offices that explain it."""

    person_id: str
    name: str
    roles: tuple[str, ...] = ()


NOBODY = PersonView("", "—")
_P, _O = tables.person, tables.office
_NAMES = (
    select(_P.c.person_id, _P.c.name, _O.c.role)
    .select_from(_P.outerjoin(_O, and_(same(_P, _O, "person_id"), _O.c.left_at.is_(None))))
    .where(
        _P.c.community_id == bindparam("community"),
        _P.c.person_id.in_(bindparam("wanted", expanding=True)),
    )
)


def masked(name: str | None) -> str:
    """张三丰 → 张**; Anna Smith → A**; nothing → —."""
    return f"{name[0]}**" if name else "—"


def names(s: Any, community: str, ids: Iterable[str | None]) -> dict[str | None, PersonView]:
    """One query for all the people a page mentions.

    The mapping answers None and unknown ids with an em dash.
    """
    wanted = {i for i in ids if i}
    found: dict[str | None, PersonView] = _Names()
    if not wanted:
        return found
    rows = s.execute(_NAMES, {"community": community, "wanted": sorted(wanted)}).all()
    offices: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        offices[row.person_id] += [row.role] if row.role else []
    for row in rows:
        roles = tuple(sorted(offices[row.person_id]))
        name = (row.name or "—") if roles else masked(row.name)
        found[row.person_id] = PersonView(row.person_id, name, roles)
    return found


class _Names(dict[str | None, PersonView]):
    def __missing__(self, key: str | None) -> PersonView:
        return NOBODY


@dataclass(frozen=True, slots=True)
class OfficeView:
    """One office with its term; `expired` past its end (已到期)."""

    office_id: str
    person_id: str
    name: str
    role: str
    organisation: str | None
    starts_at: Any
    ends_at: Any
    expired: bool
    continuing: bool


def bodies(
    s: Any, community: str, now: Any, continuing_roles: frozenset[str]
) -> dict[str, list[OfficeView]]:
    """Everybody in office, by role, with terms."""
    o, p, g = tables.office, tables.person, tables.organisation
    rows = s.execute(
        select(o, p.c.name, g.c.name.label("organisation_name"))
        .select_from(o.join(p, same(o, p, "person_id")).outerjoin(g, same(o, g, "organisation_id")))
        .where(o.c.community_id == community, o.c.left_at.is_(None))
        .order_by(o.c.role, o.c.starts_at, o.c.office_id)
    )
    found: dict[str, list[OfficeView]] = {}
    for r in rows:
        found.setdefault(r.role, []).append(_office(r, now, continuing_roles))
    return found


def _office(r: Any, now: Any, continuing_roles: frozenset[str]) -> OfficeView:
    expired = r.ends_at is not None and r.ends_at <= now
    return OfficeView(
        r.office_id,
        r.person_id,
        r.name or "—",
        r.role,
        r.organisation_name,
        r.starts_at,
        r.ends_at,
        expired,
        expired and r.role in continuing_roles,
    )


def residents_count(s: Any, community: str) -> int:
    """Adults living here: the named residents of the roster."""
    p = tables.person
    found: int = s.execute(
        select(func.count()).select_from(p).where(p.c.community_id == community, resident(p))
    ).scalar_one()
    return found


def meeting_demanded(s: Any, community: str, counts: Any, book: Rulebook, now: Any) -> bool:
    """Whether so many ask for a meeting that the committee must call one (Arts 26, 28).

    Two counts, only where anybody asks.
    """
    if not counts.meeting_residents:
        return False
    o = tables.office
    representatives = s.execute(
        select(func.count(func.distinct(o.c.person_id))).where(
            o.c.community_id == community, o.c.role == "representative", holding(now, book)
        )
    ).scalar_one()
    rule = book.meeting
    return rule.call_by_representatives.met(
        counts.meeting_reps, representatives
    ) or rule.call_by_residents.met(counts.meeting_residents, residents_count(s, community))
