"""What may follow now from an upheld objection, before anybody writes a word: as the act will find
it.
"""

from types import SimpleNamespace
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.cycle import remedies
from deliberation.charter.needs.supervision import OBJECTION, PUT_RIGHT, VOTED_ANEW
from deliberation.charter.reasons import Reason
from deliberation.record.write.answers import LOADERS


def against(s: Any, case: Case, objection: str) -> dict[str, Reason | None] | None:
    """Each way, with what stands against it; None where there is no such objection."""
    named = SimpleNamespace(objection_id=objection)
    row = LOADERS[OBJECTION](s, case, named)
    if row is None:
        return None
    again, mended = (LOADERS[need](s, case, named) for need in (VOTED_ANEW, PUT_RIGHT))
    return remedies.against(case, row.ground, again, put_right=mended)
