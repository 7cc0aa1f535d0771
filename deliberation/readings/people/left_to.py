"""Who is left to finish what somebody is about to begin, by name and office: shown before the form
of an act that counts only with others.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.cycle.finishing import Part
from deliberation.charter.moves.asking import BEFORE_THE_END
from deliberation.charter.needs.people import Holder
from deliberation.charter.roles import Role
from deliberation.record.write.answers.people.offices import in_office

from .names import names


@dataclass(frozen=True, slots=True)
class Left:
    """One part: its code, how many more people it takes, and whoever could, each by name, office
    and, where that is near, the end of their term.
    """

    what: str
    many: int
    by: list[tuple[str, Role, datetime | None]]


def left_to(
    s: Any, case: Case, parts: Sequence[Part], did: Collection[str] | None = None
) -> list[Left]:
    """Each part once. `did`: who has done theirs, with whoever acts; by default they alone. Three
    small queries.
    """
    did = {case.me} if did is None else did
    holders = in_office(s, case)
    called = names(s, case.community.id, {h.person for h in holders})
    return [
        Left(
            part.what,
            sum(p == part for p in parts),
            [(called[h.person].name, h.role, _near(case, h)) for h in part.by(holders, did)],
        )
        for part in dict.fromkeys(parts)
    ]


def _near(case: Case, holder: Holder) -> datetime | None:
    soon = holder.ends_at is not None and holder.ends_at <= case.now + BEFORE_THE_END
    return holder.ends_at if soon else None
