"""What an office to be taken meets: other offices of the person and of near relatives, and the size
of the bodies, on every day of the term.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.needs.people import MEETING_TERMS
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


@dataclass(frozen=True)
class Lasting:
    """The term that is to be entered, laid beside others: a rule holds on every day of it, not only
    today.
    """

    case: Case
    starts_at: datetime
    ends_at: datetime | None
    now: datetime

    def end(self, term: Any) -> datetime | None:
        """When another's term ends.

        One that already goes on past its end (已到期) has none until it is left.
        """
        body = self.case.rulebook.bodies.get(term.role)
        goes_on = (
            body is not None
            and body.after_term == "continue"
            and term.ends_at is not None
            and term.ends_at <= self.now
        )
        return None if goes_on else term.ends_at

    def meets(self, term: Any) -> bool:
        """Whether both are held on some day."""
        end = self.end(term)
        return (self.ends_at is None or term.starts_at < self.ends_at) and (
            end is None or self.starts_at < end
        )

    def moments(self, role: str) -> list[datetime]:
        """When the number of people in a role can be highest within this term: at its start, and
        whenever another's begins.
        """
        terms = self.case[MEETING_TERMS]
        return [
            self.starts_at,
            *(
                t.starts_at
                for t in terms
                if t.role == role and self.meets(t) and t.starts_at > self.starts_at
            ),
        ]

    def at(self, moment: datetime, role: str) -> int:
        """People in a role at a moment, by the terms entered until now."""
        return len(
            {
                t.person_id
                for t in self.case[MEETING_TERMS]
                if t.role == role
                and t.starts_at <= moment
                and ((end := self.end(t)) is None or moment < end)
            }
        )


def check_beside_others(case: Case, role: str, who: Any, lasting: Lasting) -> None:
    """Refuses an office held already, one the person or a relative may not hold beside another
    (Art 36), and one too many in a body. `who`: the answer to CANDIDATE.
    """
    held = {t.role for t in who.terms if lasting.meets(t)}
    if role in held and role != Role.organisation.value:
        raise refuse("already_in_office")
    _compatible(case, role, held, {t.role for t in who.relative_terms if lasting.meets(t)})
    if role == Role.committee_member.value:
        _share(case, lasting)
        _room(case, lasting)


def _room(case: Case, lasting: Lasting) -> None:
    """The residents' committee has five to nine members (Art 8)."""
    role, most = Role.committee_member.value, case.rulebook.meeting.committee_max
    if any(lasting.at(moment, role) >= most for moment in lasting.moments(role)):
        raise refuse("body_full", most=most)


def _compatible(case: Case, role: str, held: set[str], relatives: set[str]) -> None:
    for rule in case.rulebook.incompatible:
        pair = {rule.role: rule.with_role, rule.with_role: rule.role}
        other = pair.get(role)
        if other in held:
            raise refuse(
                "incompatible_office", role=role, other=other, law=rule.law, article=rule.article
            )
        if rule.relatives and other in relatives:
            raise refuse(
                "incompatible_relative", role=role, other=other, law=rule.law, article=rule.article
            )


def _share(case: Case, lasting: Lasting) -> None:
    """Art 28: representatives are at least 4/5 of the representatives' meeting."""
    share = case.rulebook.meeting.representatives_share
    for moment in lasting.moments(Role.committee_member.value):
        representatives = lasting.at(moment, Role.representative.value)
        members = representatives + lasting.at(moment, Role.committee_member.value) + 1
        if representatives and not share.met(representatives, members):
            raise refuse(
                "share_of_representatives",
                representatives=representatives,
                members=members,
                share=str(share),
            )
