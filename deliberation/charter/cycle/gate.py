"""May this actor attempt this act on this case? Answers with reasons, never with a boolean.

Called by `record.write.perform` before every `decide`, and by pages to draw only the buttons that
would work.
"""

from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from deliberation.charter.act import REGISTRY
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.needs.people import MY_GROUPS
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.official import elsewhere
from deliberation.charter.owning import OWNERS
from deliberation.charter.reasons import Reason
from deliberation.charter.roles import Role
from deliberation.charter.subjects import SubjectType

from .policy import POLICY
from .policy.row import Row


def gate(name: ActName, case: Case) -> list[Reason]:
    """Every reason against; empty means go on to `decide`. No role bypasses the stage."""
    row = POLICY.get(name)
    if row is None:
        return [Reason("no_such_act", {"act": str(name)})]
    reason = _not_here(row, case) or _not_you(row, case)
    return [reason] if reason else []


def _not_here(row: Row, case: Case) -> Reason | None:
    """Why nobody can do this here now: another type of subject, its stage, its kind, where its vote
    is held.
    """
    if case.about is not None and row.of not in (None, case.about.type):
        return Reason("unknown_subject")
    stage = case.place
    if not row.at(stage):
        return Reason(
            "wrong_stage", {"act": row.act.value, "stage": stage.value if stage else None}
        )
    if another := matters.barred(row.act, case):
        return another
    if REGISTRY[row.act].of_vote_here and elsewhere(case):
        return Reason("votes_elsewhere")
    return None


def _not_you(row: Row, case: Case) -> Reason | None:
    """Why this actor cannot: role, group, recusal, own work, second factor, in this order."""
    if case.roles().isdisjoint(row.roles):
        return _not_yours(row, case)
    if row.group and _outside_group(case):
        return Reason("wrong_group")
    if row.barred and case.answers.get(RECUSED) and not _of_owners(row.act, case):
        return Reason("recused")
    if REGISTRY[row.act].without_interest and _of_own_work(case):
        return Reason("own_interest")
    if row.factor and case.actor.person_id is not None and not fresh_factor(case, row.act):
        return Reason("factor_needed", {"electorate": electorate(row.act, case)})
    return None


def _of_own_work(case: Case) -> bool:
    """Whether the actor wrote the proposal or sits for the organisation in charge of its work; near
    relatives declare and recuse.
    """
    in_charge = case.proposal.organisation_id
    theirs = any(
        o.role is Role.organisation and o.organisation_id == in_charge
        for o in case.offices
        if o.started(case.now)
    )
    return theirs or case.proposal.author_id == case.actor.person_id


def acting_role(name: ActName, case: Case) -> Role | None:
    """In which role the actor attempts this: the first of the row's roles they hold."""
    held = case.roles()
    return next((r for r in POLICY[name].roles if r in held), None)


def acting_as(name: ActName, case: Case) -> Role:
    """The same inside `decide`: the gate let the act through, so there is one."""
    role = acting_role(name, case)
    assert role is not None, name
    return role


def _of_owners(name: ActName, case: Case) -> bool:
    """A recusal bars from offices. What somebody owns stays theirs to vote for."""
    return REGISTRY[name].of_electorate and case.vote.electorate == OWNERS


def electorate(name: ActName | None, case: Case) -> str:
    """Whose rule of second factors applies: the electorate's for a ballot and whatever gives one
    away, the office holders' otherwise.
    """
    if name is not None and REGISTRY[name].of_electorate and case.of_proposal:
        return case.vote.factor
    return "office_holders"


def fresh_factor(case: Case, name: ActName | None = None) -> bool:
    """Whether the second factor was given within the minutes and by the methods the rulebook names
    for this electorate; without an act, for office holders.
    """
    rule = case.rulebook.factors[electorate(name, case)]
    at, method = case.actor.factor_at, case.actor.factor_method
    if at is None or case.real_now is None or method not in rule.methods:
        return False
    return timedelta(0) <= case.real_now - at <= timedelta(minutes=rule.fresh_minutes)


def _not_yours(row: Row, case: Case) -> Reason:
    if not case.expired_roles().isdisjoint(row.roles):
        return Reason("term_expired")
    if case.actor.person_id is None and case.actor.machine is None:
        return Reason("not_signed_in")
    if row.roles == (Role.voter,):
        return Reason("not_on_roll")
    return Reason("wrong_role", {"roles": [r.value for r in row.roles]})


def _outside_group(case: Case) -> bool:
    return bool(case.proposal.group_id) and case.proposal.group_id not in case[MY_GROUPS]


def open_to(case: Case) -> list[ActName]:
    """The acts this actor could attempt here and now, in the table's order (a missing fresh factor
    does not hide one).
    """
    stage = case.place
    of = case.about.type if case.about is not None else None
    near = _near(of, stage, frozenset(case.roles()))
    return [row.act for row in near if all(r.code == "factor_needed" for r in gate(row.act, case))]


@lru_cache(maxsize=1024)
def _near(
    _of: SubjectType | None, place: StrEnum | None, roles: frozenset[Role]
) -> tuple[Row, ...]:
    """The lines of the table at a place, for one of these roles. The subject's type is a part of
    the key: places of two types may be spelt alike.
    """
    return tuple(r for r in POLICY.values() if r.at(place) and not roles.isdisjoint(r.roles))
