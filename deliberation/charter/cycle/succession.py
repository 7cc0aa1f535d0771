"""Whom somebody who takes an office follows: then nobody has to be found for that one any more.

Called by the act that records an office.
"""

from collections.abc import Iterable
from datetime import datetime

from deliberation.charter.moves.asking import BEFORE_THE_END
from deliberation.charter.needs.people import Term


def succeeded(
    ending: Iterable[Term], person: str, organisation: str | None, starts_at: datetime
) -> str | None:
    """The office that is followed: one's own of before, else the one that ends first; of those for
    which somebody was to be found by the day the new term begins. None where it stands beside.

    ending: offices of the same kind that nobody follows yet, the first to end first.
    """
    due = [t for t in ending if follows(t, organisation, starts_at)]
    own = [t for t in due if t.person_id == person]
    return next((t.office_id for t in (*own, *due)), None)


def follows(before: Term, organisation: str | None, starts_at: datetime) -> bool:
    """Whether a term that begins then comes after this one, of the same organisation."""
    ends = before.ends_at
    same = before.organisation_id == organisation
    return same and ends is not None and ends - BEFORE_THE_END <= starts_at
