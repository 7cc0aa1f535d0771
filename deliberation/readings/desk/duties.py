"""What on a proposal waits for whom, by its stage: the act, the role, and a condition on the row.

Called by `waiting`, which asks each once for whoever holds the role.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.matters import registry as matters
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.proposals.cards import P, held_here
from deliberation.record import tables
from deliberation.record.tables.joins import same_subject

# How long before it is due the yearly review of a task stands on the desk.
BEFORE_REVIEW = timedelta(days=60)

Duty = tuple[Role, A, Any]


def duties(me: str | None, now: datetime, case: Case) -> list[Duty]:
    """Everything a proposal may ask of anybody; what concerns `me` alone is asked for them."""
    return [
        _to_vote(me, now),
        *_of_author(me),
        *_before_the_vote(),
        *_of_clerk(now),
        *_of_supervisor(me),
        *_begun(case),
        *_carried_out(case),
        *_reviewed(now),
        _of_organisation(case),
        _to_rate(me),
    ]


def _at(stage: Stage, *where: Any) -> Any:
    return and_(P.c.stage == stage.value, *where)


def _has(table: Any, *where: Any) -> Any:
    """Whether the proposal has such a row."""
    return select(table.c.community_id).where(same_subject(P, table), *where).exists()


def _of_kind(act: A, case: Case) -> Any:
    """Proposals of a kind that an act is for."""
    own = matters.alone(act, case.rulebook)
    return P.c.matter.in_(own) if own else P.c.matter.not_in(matters.without(act, case.rulebook))


def _of_round(table: Any, *where: Any) -> Any:
    """Whether its present round has such a row."""
    return _has(table, table.c.round_no == P.c.round_no, *where)


def _to_vote(me: str | None, now: datetime) -> Duty:
    b, e, h = tables.ballot, tables.roll_entry, tables.paper_holder
    voted = or_(
        _of_round(b, b.c.voter_id == me),
        _of_round(h, h.c.person_id == me, h.c.serial.is_not(None)),
    )
    on_roll = _of_round(e, e.c.person_id == me, e.c.recused.is_(False))
    open_here = _at(Stage.vote, P.c.closes_at > now, held_here())
    return Role.voter, A.cast_ballot, and_(open_here, ~voted, on_roll)


def _of_author(me: str | None) -> list[Duty]:
    advised = _at(Stage.advise, P.c.author_id == me)
    return [
        (Role.author, A.answer_recommendation, and_(advised, P.c.author_state == "awaited")),
        (Role.author, A.revise, and_(advised, P.c.legality_state == "breach")),
        (Role.author, A.submit, _at(Stage.draft, P.c.author_id == me)),
    ]


def _before_the_vote() -> list[Duty]:
    o, f = tables.ballot_option, tables.fund
    pending = P.c.council_state == "pending"
    unchecked = _has(f, f.c.budget.is_(None), f.c.checked_at.is_(None))
    offered = _has(o, o.c.state == "offered")
    return [
        (Role.deliberator, A.take_up, _at(Stage.take_up, P.c.merge_until.is_(None))),
        (Role.councillor, A.recommend, _at(Stage.advise, pending)),
        (
            Role.councillor,
            A.check_project,
            _at(Stage.advise, P.c.phase.in_(BUDGET_PHASES), offered),
        ),
        (Role.councillor, A.check_cost, _at(Stage.advise, pending, unchecked)),
        (Role.lead_organisation, A.record_study, _at(Stage.advise, P.c.study_state == "pending")),
    ]


def _of_clerk(now: datetime) -> list[Duty]:
    unreviewed = P.c.legality_state.in_(("pending", "silent"))
    closed_elsewhere = _at(Stage.vote, P.c.closes_at <= now, ~held_here())
    return [
        (Role.clerk, A.review_legality, _at(Stage.advise, unreviewed)),
        (Role.clerk, A.post_proof, _unproved()),
        (
            Role.clerk,
            A.record_official_result,
            and_(closed_elsewhere, ~_of_round(tables.official_result)),
        ),
    ]


def _unproved() -> Any:
    """The notice, or the result, of which no proof says that it hangs out."""
    proof = tables.posting_proof
    return or_(
        _at(Stage.notice, P.c.notice_proved.is_(False)),
        _at(Stage.publish, ~_of_round(proof, proof.c.purpose == "result")),
    )


def _of_supervisor(me: str | None) -> list[Duty]:
    c, a = tables.certificate, tables.acceptance
    uncertified = and_(P.c.certified == "none", ~_of_round(c, c.c.person_id == me))
    return [
        (Role.supervisor, A.certify, _at(Stage.publish, uncertified)),
        (Role.supervisor, A.accept, _at(Stage.inspect, ~_has(a, a.c.person_id == me))),
        (Role.supervisor, A.decide_appeal, _at(Stage.closed, P.c.appeal_state == "open")),
    ]


def _begun(case: Case) -> list[Duty]:
    """Who is in charge, and who was elected."""
    elected = _has(tables.election)
    unassigned = and_(P.c.finish_at.is_(None), _of_kind(A.assign, case), ~elected)
    return [
        (Role.committee_member, A.assign, _at(Stage.carry_out, unassigned)),
        *(
            (role, A.confirm_election, _at(Stage.carry_out, elected))
            for role in (Role.election_committee, Role.clerk)
        ),
    ]


def _going_on() -> Any:
    return _at(Stage.carry_out, P.c.suspended_until.is_(None))


def _carried_out(case: Case) -> list[Duty]:
    by_committee = and_(
        P.c.finish_at.is_not(None),
        P.c.organisation_id.is_(None),
        _of_kind(A.finish, case),
    )
    return [
        (Role.clerk, A.file_covenant, and_(_going_on(), _of_kind(A.file_covenant, case))),
        (Role.committee_member, A.finish, and_(_going_on(), by_committee)),
    ]


def _reviewed(now: datetime) -> list[Duty]:
    """Tasks whose yearly review is due soon or late."""
    t = tables.task
    due = _has(t, or_(t.c.review_late, t.c.review_at <= now + BEFORE_REVIEW))
    return [
        (role, A.review_task, _at(Stage.carry_out, due))
        for role in (Role.committee_member, Role.clerk)
    ]


def organisations(case: Case) -> list[str]:
    """Those the actor speaks for."""
    return [
        o.organisation_id for o in case.offices if o.role is Role.organisation and o.organisation_id
    ]


def _of_organisation(case: Case) -> Duty:
    theirs = P.c.organisation_id.in_(organisations(case) or [""])
    return Role.organisation, A.finish, and_(_going_on(), theirs)


def _to_rate(me: str | None) -> Duty:
    k, r = tables.cosignature, tables.rating
    took_part = or_(P.c.author_id == me, _has(k, k.c.person_id == me, k.c.taken_back_at.is_(None)))
    unrated = ~_has(r, r.c.person_id == me)
    return Role.cosigner, A.rate, _at(Stage.evaluate, took_part, unrated)
