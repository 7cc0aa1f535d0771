"""The lines of the supervisors' lists, each list a statement of what lies in the record.

Called by `supervision`, which puts the names in and counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, null, select, union_all

from deliberation.charter.acts import ActName as A
from deliberation.charter.subjects.announcement import MAY_STAY, Stage
from deliberation.readings.defaults import Default
from deliberation.record import tables
from deliberation.record.tables.joins import its, same, same_subject

BACK = timedelta(days=180)  # how far back what is over is still listed

_P = tables.proposal


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `code` says what; `at` since when or by when; `title` of the proposal or the
    announcement, or `name` of the person it is about; `default`: what happened by default,
    `named`: how those are named who signed.
    """

    code: str
    at: datetime | None
    proposal_id: str | None
    title: str | None
    person_id: str | None
    name: str | None
    figure: str = ""
    announcement_id: str | None = None
    default: Default | None = None
    named: Mapping[Any, Any] = field(default_factory=dict)


def _line(code: Any, at: Any, proposal: Any, person: Any, *where: Any) -> Any:
    label = literal(code) if isinstance(code, str) else code
    return select(
        cast(label, String(40)).label("code"),
        at.label("at"),
        cast(proposal, String(26)).label("proposal_id"),
        cast(person, String(26)).label("person_id"),
    ).where(*where)


def _of(code: Any, at: Any, table: Any, community: str, *where: Any) -> Any:
    """Lines about a proposal, from any table that names it; `at` is a column of it."""
    return _line(code, at, table.c[its(table)], null(), table.c.community_id == community, *where)


def _late(community: str, now: datetime) -> Any:
    d = tables.obligation
    return union_all(
        _unanswered("question_unanswered", tables.question, community),
        _of("about_unanswered", d.c.due_at, d, community, *_not_answered(d)),
        _unanswered("objection_unanswered", tables.objection, community),
        *_work_late(community, now),
        _of("clock_late", d.c.due_at, d, community, *_left_by_clock(d, now)),
        _request_late(community, now),
    )


def _not_answered(d: Any) -> tuple[Any, ...]:
    """A question about an announcement that the clock has marked and its office still owes."""
    owed = d.c.act == A.answer_about.value, d.c.who_kind == "office_role"
    return *owed, d.c.then_act.is_(None), d.c.ended_at.is_(None)


def _left_by_clock(d: Any, now: datetime) -> tuple[Any, ...]:
    """Due for an hour, and the clock has not done it."""
    late = d.c.due_at < now - timedelta(hours=1)
    return late, d.c.who_kind == "clock", d.c.ended_at.is_(None)


def _unanswered(code: str, table: Any, community: str) -> Any:
    joined = same_subject(table, _P)
    live = _P.c.stage != "closed"
    return _of(code, table.c.at, table, community, table.c.state == "unanswered", joined, live)


def _work_late(community: str, now: datetime) -> list[Any]:
    late = and_(_P.c.stage == "carry_out", _P.c.finish_at < now)
    unproved = and_(
        _P.c.stage.in_(("notice", "vote")),
        _P.c.notice_proved.is_(False),
        _P.c.notice_extended.is_(True),
    )
    return [
        _of("work_late", _P.c.finish_at, _P, community, late),
        _of("no_proof", _P.c.notice_at, _P, community, unproved),
    ]


def _request_late(community: str, now: datetime) -> Any:
    r = tables.correction_request
    late = and_(r.c.community_id == community, r.c.state == "open", r.c.due_at < now)
    return _line("request_late", r.c.due_at, null(), r.c.person_id, late)


def _contested(community: str, now: datetime) -> Any:
    o, m = tables.objection, tables.moderation
    refused = and_(_P.c.certified == "refused", _P.c.stage != "closed")
    hidden = and_(m.c.objected_at.is_not(None), m.c.decided_at.is_(None), m.c.state == "hidden")
    return union_all(
        _of("objection_open", o.c.at, o, community, o.c.state == "open"),
        _of("appeal_open", _P.c.stage_at, _P, community, _P.c.appeal_state == "open"),
        _of("certificate_refused", _P.c.stage_at, _P, community, refused),
        _of("hiding_objected", m.c.objected_at, m, community, hidden),
        _reported(community),
    )


def _reported(community: str) -> Any:
    """Questions about announcements that somebody reported, once each: theirs to hide."""
    r, q, m = tables.comment_report, tables.announcement_question, tables.moderation
    decided = select(m.c.comment_id).where(same(r, m, "subject_id", "comment_id")).exists()
    asked = same(r, q, "subject_id", question_id="comment_id")
    lines = _of("about_reported", func.min(r.c.at), r, community, asked, ~decided)
    return lines.group_by(r.c.subject_id, r.c.comment_id)


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
        _line("roll_entry_changed", c.c.at, null(), c.c.person_id, on_rolls),
        _line("entry_corrected", e.c.at, e.c.proposal_id, e.c.person_id, lately),
        restarted(community, now),
    )


def _resets(community: str, now: datetime) -> Any:
    f = tables.factor_reset
    code = literal("reset_").concat(f.c.state)
    lately = and_(f.c.community_id == community, f.c.asked_at > now - BACK)
    return _line(code, f.c.asked_at, null(), f.c.person_id, lately)


def _stays(community: str, now: datetime) -> Any:
    """What no clock ends: each says why it may stay."""
    a = tables.announcement
    shown = and_(a.c.stage == Stage.shown.value, a.c.ends_at.is_(None))
    return _of(MAY_STAY[Stage.shown], a.c.at, a, community, shown)


STATEMENTS: dict[str, Callable[[str, datetime], Any]] = {
    "late": _late,
    "contested": _contested,
    "returned": _remarks("returned"),
    "corrected": _corrected,
    "resets": _resets,
    "stays": _stays,
}
