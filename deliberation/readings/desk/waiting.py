"""What waits for one person, by role, with due dates: one small query per role they hold.

Read by home, the desk and the badge.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.matters import registry as matters
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects.proposal import Stage
from deliberation.readings.proposals.lists import Card, P, base, cards, held_here
from deliberation.record import tables
from deliberation.record.write import casefile

MOST = 50
# How long before it is due the yearly review of a task stands on the desk.
BEFORE_REVIEW = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: the act, the proposal, by when, in which role.

    `ref` names a question, objection, finding or request. `card` is None for what is about a person
    and not about a proposal; `name` is theirs then.
    """

    act: A
    card: Card | None
    due_at: datetime | None
    role: Role
    ref: str = ""
    name: str | None = None


def case_of(s: Any, community: Community, actor: Actor, rulebook_digest: str) -> Case:
    """The actor's standing in the community, without a proposal."""
    return casefile.looking(s, community, None, actor, rulebook_digest)[0]


def waiting(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Everything that waits for the actor, most urgent first."""
    me, roles, now = case.actor.person_id, case.roles(), case.now
    found: list[Waiting] = []
    for role, act, condition in _standing(me, now, case):
        if role in roles or role in (Role.author, Role.voter, Role.cosigner):
            found += [
                Waiting(act, c, c.due_at, role)
                for c in cards(
                    s,
                    community.id,
                    base(community.id)
                    .where(condition, _not_recused(community.id, me))
                    .order_by(P.c.due_at)
                    .limit(MOST),
                )
            ]
    found += _entries(s, community, case) + _about_people(s, community, case)
    far = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted(found, key=lambda w: w.due_at or far)


def _not_recused(community: str, me: str | None) -> Any:
    r = tables.recusal
    return (
        ~select(r.c.person_id)
        .where(
            r.c.community_id == community, r.c.proposal_id == P.c.proposal_id, r.c.person_id == me
        )
        .exists()
    )


def _has(table: Any, *where: Any) -> Any:
    return (
        select(table.c.community_id)
        .where(
            table.c.community_id == P.c.community_id, table.c.proposal_id == P.c.proposal_id, *where
        )
        .exists()
    )


def _of_kind(act: A, case: Case) -> Any:
    """Proposals of a kind that an act is for."""
    own = matters.alone(act, case.rulebook)
    return P.c.matter.in_(own) if own else P.c.matter.not_in(matters.without(act, case.rulebook))


def _standing(me: str | None, now: datetime, case: Case) -> list[tuple[Role, A, Any]]:
    b, e, c, a, s, k = (
        tables.ballot,
        tables.roll_entry,
        tables.certificate,
        tables.acceptance,
        P.c.stage,
        tables.cosignature,
    )
    o, f = tables.ballot_option, tables.fund
    my_orgs = [
        o.organisation_id for o in case.offices if o.role is Role.organisation and o.organisation_id
    ]
    h = tables.paper_holder
    voted = or_(
        _has(b, b.c.round_no == P.c.round_no, b.c.voter_id == me),
        _has(h, h.c.round_no == P.c.round_no, h.c.person_id == me, h.c.serial.is_not(None)),
    )
    mine_in_charge = and_(s == Stage.carry_out.value, P.c.suspended_until.is_(None))
    unproved = or_(
        and_(s == Stage.notice.value, P.c.notice_proved.is_(False)),
        and_(
            s == Stage.publish.value,
            ~_has(
                tables.posting_proof,
                tables.posting_proof.c.purpose == "result",
                tables.posting_proof.c.round_no == P.c.round_no,
            ),
        ),
    )
    return [
        (
            Role.voter,
            A.cast_ballot,
            and_(
                s == Stage.vote.value,
                P.c.closes_at > now,
                held_here(),
                ~voted,
                _has(e, e.c.round_no == P.c.round_no, e.c.person_id == me, e.c.recused.is_(False)),
            ),
        ),
        (
            Role.author,
            A.answer_recommendation,
            and_(s == Stage.advise.value, P.c.author_id == me, P.c.author_state == "awaited"),
        ),
        (
            Role.author,
            A.revise,
            and_(s == Stage.advise.value, P.c.author_id == me, P.c.legality_state == "breach"),
        ),
        (Role.author, A.submit, and_(s == Stage.draft.value, P.c.author_id == me)),
        (Role.deliberator, A.take_up, and_(s == Stage.take_up.value, P.c.merge_until.is_(None))),
        (
            Role.councillor,
            A.recommend,
            and_(s == Stage.advise.value, P.c.council_state == "pending"),
        ),
        (
            Role.councillor,
            A.check_project,
            and_(
                s == Stage.advise.value,
                P.c.phase.in_(BUDGET_PHASES),
                _has(o, o.c.state == "offered"),
            ),
        ),
        (
            Role.councillor,
            A.check_cost,
            and_(
                s == Stage.advise.value,
                P.c.council_state == "pending",
                _has(f, f.c.budget.is_(None), f.c.checked_at.is_(None)),
            ),
        ),
        (
            Role.lead_organisation,
            A.record_study,
            and_(s == Stage.advise.value, P.c.study_state == "pending"),
        ),
        (
            Role.clerk,
            A.review_legality,
            and_(s == Stage.advise.value, P.c.legality_state.in_(("pending", "silent"))),
        ),
        (Role.clerk, A.post_proof, unproved),
        (
            Role.clerk,
            A.record_official_result,
            and_(
                s == Stage.vote.value,
                P.c.closes_at <= now,
                ~held_here(),
                ~_has(tables.official_result, tables.official_result.c.round_no == P.c.round_no),
            ),
        ),
        (
            Role.supervisor,
            A.certify,
            and_(
                s == Stage.publish.value,
                P.c.certified == "none",
                ~_has(c, c.c.round_no == P.c.round_no, c.c.person_id == me),
            ),
        ),
        (Role.supervisor, A.accept, and_(s == Stage.inspect.value, ~_has(a, a.c.person_id == me))),
        (
            Role.supervisor,
            A.decide_appeal,
            and_(s == Stage.closed.value, P.c.appeal_state == "open"),
        ),
        (
            Role.committee_member,
            A.assign,
            and_(
                s == Stage.carry_out.value,
                P.c.finish_at.is_(None),
                _of_kind(A.assign, case),
                ~_has(tables.election),
            ),
        ),
        *(
            (role, A.confirm_election, and_(s == Stage.carry_out.value, _has(tables.election)))
            for role in (Role.election_committee, Role.clerk)
        ),
        (Role.clerk, A.file_covenant, and_(mine_in_charge, _of_kind(A.file_covenant, case))),
        (
            Role.committee_member,
            A.finish,
            and_(
                mine_in_charge,
                P.c.finish_at.is_not(None),
                P.c.organisation_id.is_(None),
                _of_kind(A.finish, case),
            ),
        ),
        *(
            (
                role,
                A.review_task,
                and_(
                    s == Stage.carry_out.value,
                    _has(
                        tables.task,
                        or_(
                            tables.task.c.review_late,
                            tables.task.c.review_at <= now + BEFORE_REVIEW,
                        ),
                    ),
                ),
            )
            for role in (Role.committee_member, Role.clerk)
        ),
        (
            Role.organisation,
            A.finish,
            and_(mine_in_charge, P.c.organisation_id.in_(my_orgs or [""])),
        ),
        (
            Role.cosigner,
            A.rate,
            and_(
                s == Stage.evaluate.value,
                or_(P.c.author_id == me, _has(k, k.c.person_id == me, k.c.taken_back_at.is_(None))),
                ~_has(tables.rating, tables.rating.c.person_id == me),
            ),
        ),
    ]


_ADDRESSEE = {
    "deliberation_council": Role.deliberator,
    "council": Role.councillor,
    "residents_committee": Role.committee_member,
    "clerk": Role.clerk,
    "organisation": Role.organisation,
    "lead_organisation": Role.lead_organisation,
}


def _entries(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Questions to me, objections to answer, findings to put right or to verify."""
    roles, found = case.roles(), []
    q, o, f = tables.question, tables.objection, tables.finding
    mine = [code for code, role in _ADDRESSEE.items() if role in roles]
    to_me = or_(
        q.c.addressee.in_(mine or [""]),
        and_(q.c.addressee == "author", P.c.author_id == case.actor.person_id),
    )
    found += _at_entries(
        s,
        community,
        q,
        q.c.question_id,
        and_(q.c.answered_at.is_(None), to_me),
        A.answer_question,
        Role.author,
    )
    grounds = ([] if Role.supervisor not in roles else ["count", "roll", "procedure"]) + (
        ["content"] if Role.committee_member in roles else []
    )
    if grounds:
        found += _at_entries(
            s,
            community,
            o,
            o.c.objection_id,
            and_(o.c.answered_at.is_(None), o.c.ground.in_(grounds)),
            A.answer_objection,
            Role.supervisor,
        )
    if Role.supervisor in roles:
        found += _at_entries(
            s,
            community,
            f,
            f.c.finding_id,
            f.c.state == "rectified",
            A.verify_rectified,
            Role.supervisor,
        )
        x = tables.official_result
        found += _at_entries(
            s,
            community,
            x,
            x.c.entry_id,
            and_(
                x.c.state == "entered",
                x.c.by != case.actor.person_id,
                P.c.stage == Stage.vote.value,
            ),
            A.confirm_official_result,
            Role.supervisor,
        )
        e = tables.spend
        found += _at_entries(
            s,
            community,
            e,
            e.c.entry_id,
            and_(e.c.audit == "open", e.c.struck_at.is_(None)),
            A.audit_spend,
            Role.supervisor,
        )
    if roles & {Role.clerk, Role.supervisor}:
        e = tables.paper_batch
        found += _at_entries(
            s,
            community,
            e,
            e.c.batch_id,
            and_(
                e.c.state == "entered",
                e.c.round_no == P.c.round_no,
                e.c.first_by != case.actor.person_id,
                P.c.stage == Stage.vote.value,
            ),
            A.enter_batch_again,
            Role.clerk if Role.clerk in roles else Role.supervisor,
        )
    orgs = [
        x.organisation_id for x in case.offices if x.role is Role.organisation and x.organisation_id
    ]
    if orgs:
        found += _at_entries(
            s,
            community,
            f,
            f.c.finding_id,
            and_(f.c.state == "open", P.c.organisation_id.in_(orgs)),
            A.rectify,
            Role.organisation,
        )
    return found


def _about_people(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Requests of residents for the desk, lost second factors for a supervisor who has no part in
    them.
    """
    roles, found, p = case.roles(), [], tables.person
    if Role.clerk in roles:
        r = tables.correction_request
        found += [
            Waiting(A.answer_correction, None, row.due_at, Role.clerk, row.request_id, row.name)
            for row in s.execute(
                select(r.c.request_id, r.c.due_at, p.c.name)
                .join(p, and_(p.c.community_id == r.c.community_id, p.c.person_id == r.c.person_id))
                .where(r.c.community_id == community.id, r.c.state == "open")
                .order_by(r.c.due_at, r.c.request_id)
                .limit(MOST)
            )
        ]
    if Role.supervisor in roles:
        f = tables.factor_reset
        found += [
            Waiting(A.confirm_reset, None, None, Role.supervisor, row.reset_id, row.name)
            for row in s.execute(
                select(f.c.reset_id, p.c.name)
                .join(p, and_(p.c.community_id == f.c.community_id, p.c.person_id == f.c.person_id))
                .where(
                    f.c.community_id == community.id,
                    f.c.state == "asked",
                    f.c.person_id != case.actor.person_id,
                    f.c.asked_by != case.actor.person_id,
                )
                .order_by(f.c.asked_at)
                .limit(MOST)
            )
        ]
    return found


def _at_entries(
    s: Any, community: Community, table: Any, ref: Any, condition: Any, act: A, role: Role
) -> list[Waiting]:
    ids = s.execute(
        select(ref, table.c.proposal_id)
        .join(
            P,
            and_(P.c.community_id == table.c.community_id, P.c.proposal_id == table.c.proposal_id),
        )
        .where(table.c.community_id == community.id, condition)
        .limit(MOST)
    ).all()
    if not ids:
        return []
    by_id = {
        c.proposal_id: c
        for c in cards(
            s,
            community.id,
            base(community.id).where(P.c.proposal_id.in_({i.proposal_id for i in ids})),
        )
    }
    return [Waiting(act, by_id[proposal], None, role, entry) for entry, proposal in ids]
