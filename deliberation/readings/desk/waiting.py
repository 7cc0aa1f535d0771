"""What waits for one person, by role, with due dates: one small query per role they hold.

Read by home, the desk and the badge.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.roles import Role
from deliberation.charter.subjects.announcement import WRITERS
from deliberation.readings.asked import questions
from deliberation.readings.proposals.cards import Card, P, base, cards
from deliberation.record import tables
from deliberation.record.tables.joins import same, same_subject
from deliberation.record.write import casefile

from .answers_due import Due, answers_due
from .duties import duties

MOST = 50
ANYBODYS = (Role.author, Role.voter, Role.cosigner)  # no office: the row says whose


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: the act, the proposal, by when, in which role.

    `ref` names a question, objection, finding or request. `card` is None for what is about a person
    or an announcement and not about a proposal; `name` is theirs, or its title, then.
    """

    act: A
    card: Card | None
    due_at: datetime | None
    role: Role
    ref: str = ""
    name: str | None = None
    announcement_id: str | None = None


def case_of(s: Any, community: Community, actor: Actor, rulebook_digest: str) -> Case:
    """The actor's standing in the community, without a proposal."""
    return casefile.looking(s, community, None, actor, rulebook_digest)[0]


def waiting(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Everything that waits for the actor, most urgent first."""
    me, roles, now = case.actor.person_id, case.roles(), case.now
    found: list[Waiting] = []
    for role, act, condition in duties(me, now, case):
        if role in roles or role in ANYBODYS:
            query = base(community.id).where(condition, _not_recused(community.id, me))
            these = cards(s, community.id, query.order_by(P.c.due_at).limit(MOST))
            found += [Waiting(act, c, c.due_at, role) for c in these]
    found += [w for due in answers_due(case) for w in _at_entries(s, community, due)]
    found += _corrections(s, community, case) + _resets(s, community, case)
    found += _asked_about(s, community, case)
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


def _corrections(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Requests of residents for the desk."""
    if Role.clerk not in case.roles():
        return []
    r, p = tables.correction_request, tables.person
    rows = s.execute(
        select(r.c.request_id, r.c.due_at, p.c.name)
        .join(p, same(r, p, "person_id"))
        .where(r.c.community_id == community.id, r.c.state == "open")
        .order_by(r.c.due_at, r.c.request_id)
        .limit(MOST)
    )
    return [
        Waiting(A.answer_correction, None, x.due_at, Role.clerk, x.request_id, x.name) for x in rows
    ]


def _resets(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Lost second factors, for a supervisor who has no part in them."""
    if Role.supervisor not in case.roles():
        return []
    f, p = tables.factor_reset, tables.person
    me = case.actor.person_id
    rows = s.execute(
        select(f.c.reset_id, p.c.name)
        .join(p, same(f, p, "person_id"))
        .where(f.c.community_id == community.id, f.c.state == "asked")
        .where(f.c.person_id != me, f.c.asked_by != me)
        .order_by(f.c.asked_at)
        .limit(MOST)
    )
    return [Waiting(A.confirm_reset, None, None, Role.supervisor, x.reset_id, x.name) for x in rows]


def _asked_about(s: Any, community: Community, case: Case) -> list[Waiting]:
    """Questions about announcements of the actor's office that nobody has answered."""
    offices = [role for role in WRITERS if role in case.roles()]
    if not offices:
        return []
    rows = questions.unanswered(
        s, community.id, [r.value for r in offices], case.actor.person_id, MOST
    )
    return [
        Waiting(
            A.answer_about, None, x.due_at, Role(x.office), x.question_id, x.title, x.subject_id
        )
        for x in rows
    ]


def _at_entries(s: Any, community: Community, due: Due) -> list[Waiting]:
    t = due.table
    here = same_subject(t, P)
    ids = s.execute(
        select(due.ref, P.c.proposal_id)
        .join(P, here)
        .where(t.c.community_id == community.id, due.where)
        .limit(MOST)
    ).all()
    if not ids:
        return []
    query = base(community.id).where(P.c.proposal_id.in_({i.proposal_id for i in ids}))
    by_id = {c.proposal_id: c for c in cards(s, community.id, query)}
    return [Waiting(due.act, by_id[proposal], None, due.role, entry) for entry, proposal in ids]
