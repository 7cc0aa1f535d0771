"""The lines of the supervisors' lists, each list a statement of what lies in the record.

Called by `supervision`, which puts the names in and counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, case, cast, func, literal, null, or_, select, union_all

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.obligations import ENDLESS
from deliberation.charter.subjects.announcement import MAY_STAY, Stage
from deliberation.readings.defaults import Default
from deliberation.record import tables
from deliberation.record.tables.joins import ROUND, its, same, same_subject

from .lines import open_now

BACK = timedelta(days=180)  # how far back what is over is still listed

# What is said against something, until it is answered.
CONTESTED = [
    A.answer_objection.value,
    A.remedy.value,
    A.explain_spend.value,
    A.decide_appeal.value,
    A.decide_hiding.value,
]

_P = tables.proposal
O = tables.obligation  # noqa: E741


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `code` says what; `at` since when or by when; `title` of the proposal or the
    announcement, or `name` of the person it is about; `act` waits for `who`, of the kind
    `who_kind`, where it is a line of what is to be done; `default`: what happened by default,
    `named`: how those are named who signed; `due`: `at` is by when; `ref`: the entry it is about,
    `position`: of the fact that says so, for what stands in no subject.
    """

    code: str
    at: datetime | None
    proposal_id: str | None
    title: str | None
    person_id: str | None
    name: str | None
    figure: str = ""
    announcement_id: str | None = None
    act: str | None = None
    who_kind: str = ""
    who: str = ""
    default: Default | None = None
    named: Mapping[Any, Any] = field(default_factory=dict)
    due: bool = False
    ref: str = ""
    position: int | None = None


def _line(
    code: Any,
    at: Any,
    proposal: Any,
    person: Any,
    *where: Any,
    of: Sequence[Any] = (null(),) * 5,
    fact: Any = None,
) -> Any:
    """A statement of lines. `of`: the act waited for, of whom, by when, and its entry; `fact`: the
    column with the fact that says so.
    """
    label = literal(code) if isinstance(code, str) else code
    act, kind, who, due, ref = of
    return select(
        cast(label, String(40)).label("code"),
        at.label("at"),
        cast(proposal, String(26)).label("proposal_id"),
        cast(person, String(26)).label("person_id"),
        cast(act, String(40)).label("act"),
        cast(kind, String(40)).label("who_kind"),
        cast(who, String(80)).label("who"),
        due.is_not(None).label("due"),
        cast(ref, String(26)).label("ref"),
        cast(null() if fact is None else fact, String(26)).label("fact_id"),
    ).where(*where)


def _of(code: Any, at: Any, table: Any, community: str, *where: Any, fact: Any = None) -> Any:
    """Lines about a proposal, from any table that names it; `at` is a column of it."""
    here = table.c.community_id == community
    return _line(code, at, table.c[its(table)], null(), here, *where, fact=fact)


def _asked(code: Any, at: Any, community: str, now: datetime, *where: Any) -> Any:
    """What people have to do, of any subject and of none. A draft is its author's alone."""
    people = O.c.who_kind != "clock", O.c.act != A.submit.value, O.c.community_id == community
    subject = case((O.c.subject_id == "", null()), else_=O.c.subject_id)
    said, asks = (O.c.act, O.c.who_kind, O.c.who, O.c.due_at, O.c.ref), O.c.opened_by
    return _line(code, at, subject, null(), *people, *open_now(now), *where, of=said, fact=asks)


def _when() -> Any:
    """By when it is due, else since when it is asked."""
    return func.coalesce(O.c.due_at, O.c.from_at)


def _late(community: str, now: datetime) -> Any:
    """What people, or the clock, should have done by now."""
    unless = O.c.then_act.is_(None), O.c.due_at < now
    return union_all(
        _asked("waits_late", O.c.due_at, community, now, *unless),
        *_work_late(community, now),
        _of("clock_late", O.c.due_at, O, community, *_left_by_clock(now), fact=O.c.opened_by),
    )


def _left_by_clock(now: datetime) -> tuple[Any, ...]:
    """Due for an hour, and the clock has not done it."""
    late = O.c.due_at < now - timedelta(hours=1)
    return late, O.c.who_kind == "clock", O.c.ended_at.is_(None)


def _work_late(community: str, now: datetime) -> list[Any]:
    """Work past the day it was promised for, a notice that was extended for want of its proof: from
    then on the clock gives it some days more.
    """
    promised = O.c.act == A.finish.value, O.c.start_at < now
    extended = select(_P.c.proposal_id).where(same_subject(O, _P), _P.c.notice_extended.is_(True))
    unproved = O.c.act == A.post_proof.value, O.c.ref == "notice", extended.exists()
    return [
        _asked("work_late", O.c.start_at, community, now, *promised),
        _asked("no_proof", _when(), community, now, *unproved),
    ]


def _contested(community: str, now: datetime) -> Any:
    c = tables.certificate
    against = select(c.c.person_id).where(same(_P, c, *ROUND), c.c.verdict == "refuse")
    refused = select(_P.c.proposal_id).where(same_subject(O, _P), against.exists())
    disputed = O.c.act.in_(CONTESTED), or_(O.c.then_act.is_not(None), O.c.due_at.is_(None))
    signing = O.c.act == A.certify.value, refused.exists()
    return union_all(
        _asked("waits_contested", _when(), community, now, *disputed),
        _asked("certificate_refused", _when(), community, now, *signing),
    )


def _remarks(kind: str) -> Callable[[str, datetime], Any]:
    """The list of remarks of a kind."""

    def of(community: str, now: datetime) -> Any:
        r = tables.remark
        return _of(kind, r.c.at, r, community, r.c.kind == kind, r.c.at > now - BACK)

    return of


def _corrected(community: str, now: datetime) -> Any:
    c, e = tables.roster_change, tables.entry_correction
    on_rolls = and_(c.c.community_id == community, c.c.on_open_rolls > 0, c.c.at > now - BACK)
    restarted = _remarks("notice_restarted")
    lately = and_(e.c.community_id == community, e.c.at > now - BACK)
    return union_all(
        _line("roll_entry_changed", c.c.at, null(), c.c.person_id, on_rolls, fact=c.c.fact_id),
        _line("entry_corrected", e.c.at, e.c.proposal_id, e.c.person_id, lately),
        restarted(community, now),
    )


def _resets(community: str, now: datetime) -> Any:
    f = tables.factor_reset
    code = literal("reset_").concat(f.c.state)
    lately = and_(f.c.community_id == community, f.c.asked_at > now - BACK)
    return _line(code, f.c.asked_at, null(), f.c.person_id, lately)


def _stays(community: str, now: datetime) -> Any:
    """What no clock ends, and is not late: each says why it may stay."""
    a = tables.announcement
    shown = and_(a.c.stage == Stage.shown.value, a.c.ends_at.is_(None))
    endless = O.c.then_act.is_(None), O.c.act.not_in(CONTESTED)
    early = or_(O.c.due_at.is_(None), O.c.due_at >= now)
    reason = case({act.value: why for act, why in ENDLESS.items()}, value=O.c.act, else_="")
    return union_all(
        _asked(reason, _when(), community, now, *endless, early),
        _of(MAY_STAY[Stage.shown], a.c.at, a, community, shown),
    )


STATEMENTS: dict[str, Callable[[str, datetime], Any]] = {
    "late": _late,
    "contested": _contested,
    "returned": _remarks("returned"),
    "corrected": _corrected,
    "resets": _resets,
    "stays": _stays,
}
