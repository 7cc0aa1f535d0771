"""What may follow now from an upheld objection, before anybody writes a word: as the act will find
it; and what is promised of it to whoever is to answer, from the same table.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.cycle import remedies
from deliberation.charter.cycle.remedies import DECLINED
from deliberation.charter.needs.supervision import OBJECTION, PUT_RIGHT, VOTED_ANEW
from deliberation.charter.reasons import Reason
from deliberation.charter.subjects.proposal import Stage
from deliberation.record.write.answers import LOADERS


def against(s: Any, case: Case, objection: str) -> dict[str, Reason | None] | None:
    """Each way, with what stands against it; None where there is no such objection."""
    named = SimpleNamespace(objection_id=objection)
    row = LOADERS[OBJECTION](s, case, named)
    if row is None:
        return None
    again, mended = (LOADERS[need](s, case, named) for need in (VOTED_ANEW, PUT_RIGHT))
    return remedies.against(case, row.ground, again, put_right=mended)


@dataclass(frozen=True, slots=True)
class Promised:
    """What upholding an objection leads to now: ways that are open, that of the clock where nobody
    takes one, within how many days; whether nothing is begun before. Declining with
    reasons is always open and stands in none.
    """

    ways: tuple[str, ...]
    by_itself: str | None
    days: int
    holds: bool


def promised(s: Any, case: Case, objection: str) -> Promised | None:
    """For the page of the answer; None where there is no such objection."""
    named = SimpleNamespace(objection_id=objection)
    row = LOADERS[OBJECTION](s, case, named)
    if row is None:
        return None
    again = LOADERS[VOTED_ANEW](s, case, named)
    found = remedies.against(case, row.ground, again, put_right=True)
    return Promised(
        tuple(way for way, reason in found.items() if reason is None and way != DECLINED),
        remedies.in_silence(case, row.ground, again),
        case.kind.publish.remedy_days,
        case.stage in (Stage.notice, Stage.publish),
    )
