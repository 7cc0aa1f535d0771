"""Whose turn it is at the paper of a vote, out of the table of obligations: each line with whoever
could do it, by name, and by when. For the page of the paper, where nobody else would see that it
waits for somebody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.needs.people import Holder
from deliberation.charter.roles import Role
from deliberation.readings import obligations
from deliberation.record.write.answers.people.offices import in_office

from .names import names

PAPER = (A.enter_batch, A.enter_batch_again, A.resolve_batch, A.finish_paper)


@dataclass(frozen=True, slots=True)
class Turn:
    """act, and by when; `mine`: whether the reader could; `by`: who could, by name and office;
    `others`: the offices that are asked, where nobody in them is left.
    """

    act: str
    due_at: datetime | None
    mine: bool
    by: list[tuple[str | None, Role]]
    others: list[Role]


def at_paper(s: Any, case: Case) -> dict[tuple[str, str], Turn]:
    """(act, pile) → whose turn it is; nothing where nothing waits. Three small queries."""
    waits = obligations.waiting(s, case.community.id, case.proposal.proposal_id)
    asked = [x for x in waits if x.act in PAPER and x.from_at <= case.now]
    if not asked:
        return {}
    holders = in_office(s, case)
    called = names(s, case.community.id, {h.person for h in holders})
    return {(x.act, x.ref): _turn(x, case, holders, called) for x in asked}


def _turn(line: Any, case: Case, holders: Any, called: Any) -> Turn:
    roles = [Role(word) for word in line.who.split()]
    able = _able(holders, roles, set((line.not_by or "").split()))
    return Turn(
        act=line.act,
        due_at=line.due_at,
        mine=case.me in able,
        by=[(called[h.person].name, h.role) for h in able.values()],
        others=roles,
    )


def _able(holders: Any, roles: list[Role], but: set[str]) -> dict[str, Holder]:
    """Whoever holds one of the offices, once each, but for these."""
    return {h.person: h for h in reversed(holders) if h.role in roles and h.person not in but}
