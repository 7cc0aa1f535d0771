"""Whom a vote does not wait for any more: somebody on its roll who steps aside while it is open.

Asked by the act and by the judge.
"""

from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.owning import OWNERS

from .households import HOUSEHOLDS


def leaves_base(case: Case, entry: Any) -> bool:
    """Whether the base is one head smaller from now on, as it would have been at the opening. Who
    had signed in is counted as present and stays; a household, and an owner's share, is more than
    one person and stays; so does everybody where the law counts all members (Arts 27, 29).

    entry: the row on the roll, or None.
    """
    if entry is None or entry.recused or entry.attended_at is not None:
        return False
    of_people = case.vote.electorate not in (OWNERS, HOUSEHOLDS)
    return of_people and case.vote.recusal_leaves_base
