"""What is asked of a body as it will be, and of each who enters it: before an election is
confirmed.

城市居民委员会组织法 Arts 8, 28, 36.
"""

from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.needs.elections import THE_ELECTION, WINNERS_KIN, WINNERS_OFFICES
from deliberation.charter.needs.people import MEETING_TERMS, Term
from deliberation.charter.reasons import refuse
from deliberation.charter.roles import Role


def composed(case: Case, who: list[Any], staying: list[Term]) -> None:
    """The residents' committee has the size the law gives it (Art 8), a woman among its members,
    and leaves the meeting its share of representatives.
    """
    rule, meeting, election = case.kind.election, case.rulebook.meeting, case.given(THE_ELECTION)
    if election.role != Role.committee_member.value:
        return
    members = {w.person_id for w in who} | {o.person_id for o in staying}
    if not meeting.committee_min <= len(members) <= meeting.committee_max:
        raise refuse(
            "committee_size",
            least=meeting.committee_min,
            most=meeting.committee_max,
            members=len(members),
        )
    if rule.women and not election.by_election and sum(w.woman for w in who) < rule.women:
        raise refuse("no_woman")
    _share_kept(case, members)


def _share_kept(case: Case, members: set[str]) -> None:
    """Art 28: representatives keep their share of the meeting beside these members."""
    share, now = case.rulebook.meeting.representatives_share, case.now
    representatives = {
        t.person_id
        for t in case[MEETING_TERMS]
        if t.role == Role.representative.value
        and t.starts_at <= now
        and (t.ends_at is None or t.ends_at > now)
    }
    there, both = len(representatives), len(representatives | members)
    if representatives and not share.met(there, both):
        raise refuse(
            "share_of_representatives", representatives=there, members=both, share=str(share)
        )


def compatible(case: Case, winner: Any, role: str) -> None:
    """Art 36 and the rulebook's own: offices that do not go together, near relatives where it says
    so.
    """
    held = {
        o.role for o in case[WINNERS_OFFICES] if o.person_id == winner.person_id and o.role != role
    }
    kin = {o.role for o in case[WINNERS_KIN] if o.of == winner.person_id}
    for rule in case.rulebook.incompatible:
        other = {rule.role: rule.with_role, rule.with_role: rule.role}.get(role)
        if other in held:
            raise refuse(
                "incompatible_office", role=role, other=other, law=rule.law, article=rule.article
            )
        if rule.relatives and other in kin:
            raise refuse(
                "incompatible_relative", role=role, other=other, law=rule.law, article=rule.article
            )
