"""Who is left to finish what somebody begins: acts that count only with others beside or after,
each of them another person, and what there is to say where nobody is left.

Asked by those acts before the first of them is done, by their pages before the form, and by
`verify`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from deliberation.charter.case import Case
from deliberation.charter.needs.people import IN_OFFICE, Holder
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody else still has to do: its code, and in which of these offices."""

    what: str
    roles: tuple[Role, ...]

    def by(self, holders: Iterable[Holder], but: Collection[str]) -> list[Holder]:
        """Whoever could, once each."""
        found = {h.person: h for h in holders if h.role in self.roles and h.person not in but}
        return list(found.values())


_TALLY = (Role.clerk, Role.supervisor)
FIRST_ENTRY = Part("first_entry", _TALLY)
SECOND_ENTRY = Part("second_entry", _TALLY)
SCRUTINEER = Part("scrutineer", (Role.supervisor,))
CONFIRMS_RESET = Part("confirms_reset", (Role.supervisor,))
CONFIRMS_RESULT = Part("confirms_result", (Role.supervisor,))
CERTIFIES = Part("certifies", (Role.supervisor,))
INSPECTS = Part("inspects", (Role.supervisor,))
# What is left of a ballot on paper that is handed out, and of a pile that was entered once. Whoever
# watches the second entry may settle what differs as well.
PILE = (SECOND_ENTRY, SCRUTINEER)
PAPER = (FIRST_ENTRY, *PILE)


def missing(parts: Sequence[Part], holders: Sequence[Holder], did: Collection[str]) -> Part | None:
    """The first part that nobody is left for, where each is done by somebody else and by none of
    those who `did` theirs; None where all can be done.
    """
    of: dict[str, int] = {}  # who does which part

    def found(n: int, tried: set[str]) -> bool:
        """Whether part n has somebody, where others may change theirs."""
        for holder in parts[n].by(holders, did):
            if holder.person in tried:
                continue
            tried.add(holder.person)
            if holder.person not in of or found(of[holder.person], tried):
                of[holder.person] = n
                return True
        return False

    return next((part for n, part in enumerate(parts) if not found(n, set())), None)


def must_be_finished(case: Case, parts: Sequence[Part], did: Collection[str]) -> None:
    """Refuses nobody_to_finish, with the part that is wanting and the offices that may do it."""
    part = missing(parts, case[IN_OFFICE], did)
    if part is not None:
        raise _nobody(part)


def must_be_finished_by_another(case: Case, parts: Sequence[Part], roles: Sequence[Role]) -> None:
    """The same where the clock goes on if nobody finishes: refused only where somebody else, in one
    of these offices, could begin it and it would be finished.
    """
    holders = case[IN_OFFICE]
    part = missing(parts, holders, {case.me})
    others = {h.person for h in holders if h.role in roles} - {case.me}
    if part is not None and any(missing(parts, holders, {who}) is None for who in others):
        raise _nobody(part)


def _nobody(part: Part) -> Exception:
    roles = [role.value for role in part.roles]
    return refuse("nobody_to_finish", part=part.what, roles=roles)
