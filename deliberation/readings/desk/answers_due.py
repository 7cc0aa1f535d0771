"""Entries on a proposal that wait for somebody's answer, confirmation or second look: the act, the
role, the table, and a condition on its rows. Called by `waiting`.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.cycle.questions import MAY_ANSWER
from deliberation.charter.roles import Role
from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.proposals.cards import P
from deliberation.record import tables

from .duties import organisations

_OFFICES = {code: role for code, role in MAY_ANSWER.items() if role is not Role.author}


@dataclass(frozen=True, slots=True)
class Due:
    """Rows of one table somebody has to act on. `ref`: the column that names the entry."""

    act: A
    role: Role
    table: Any
    ref: Any
    where: Any


def answers_due(case: Case) -> list[Due]:
    """What concerns the actor's roles, and questions to the author that they are."""
    roles = case.roles()
    return [
        _questions(case),
        *_objections(case),
        *(_to_supervisor(case) if Role.supervisor in roles else ()),
        *_batches(case),
        *_findings(case),
    ]


def _questions(case: Case) -> Due:
    q = tables.question
    mine = [code for code, role in _OFFICES.items() if role in case.roles()]
    to_me = or_(
        q.c.addressee.in_(mine or [""]),
        and_(q.c.addressee == "author", P.c.author_id == case.actor.person_id),
    )
    where = and_(q.c.answered_at.is_(None), to_me)
    return Due(A.answer_question, Role.author, q, q.c.question_id, where)


def _objections(case: Case) -> list[Due]:
    o, roles = tables.objection, case.roles()
    grounds = ["count", "roll", "procedure"] if Role.supervisor in roles else []
    if Role.committee_member in roles:
        grounds.append("content")
    where = and_(o.c.answered_at.is_(None), o.c.ground.in_(grounds))
    due = Due(A.answer_objection, Role.supervisor, o, o.c.objection_id, where)
    return [due] if grounds else []


def _to_supervisor(case: Case) -> list[Due]:
    """Findings put right, a result of the city's system, money spent."""
    f, x, e = tables.finding, tables.official_result, tables.spend
    by_another = and_(
        x.c.state == "entered",
        x.c.by != case.actor.person_id,
        P.c.stage == Stage.vote.value,
    )
    unaudited = and_(e.c.audit == "open", e.c.struck_at.is_(None))
    me = Role.supervisor
    return [
        Due(A.verify_rectified, me, f, f.c.finding_id, f.c.state == "rectified"),
        Due(A.confirm_official_result, me, x, x.c.entry_id, by_another),
        Due(A.audit_spend, me, e, e.c.entry_id, unaudited),
    ]


def _batches(case: Case) -> list[Due]:
    """Piles of paper that somebody else entered first."""
    roles, b = case.roles(), tables.paper_batch
    if not roles & {Role.clerk, Role.supervisor}:
        return []
    by_another = and_(
        b.c.state == "entered",
        b.c.round_no == P.c.round_no,
        b.c.first_by != case.actor.person_id,
        P.c.stage == Stage.vote.value,
    )
    role = Role.clerk if Role.clerk in roles else Role.supervisor
    return [Due(A.enter_batch_again, role, b, b.c.batch_id, by_another)]


def _findings(case: Case) -> list[Due]:
    """Findings the actor's organisation has to put right."""
    f, mine = tables.finding, organisations(case)
    where = and_(f.c.state == "open", P.c.organisation_id.in_(mine))
    return [Due(A.rectify, Role.organisation, f, f.c.finding_id, where)] if mine else []
