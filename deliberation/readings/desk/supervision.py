"""The supervisors' desk: what is late, contested, returned, passed by in silence, short of quorum,
corrected or reset, in that order. Core only.

Each list is one statement with its length beside it; names are those of people, never of choices.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from deliberation.charter.rulebook import Rulebook
from deliberation.record import tables
from deliberation.record.write.rules import rulebook_of

SECTIONS = ("late", "contested", "returned", "silence", "quorum", "corrected", "resets")
BACK = timedelta(days=180)  # how far back what is over is still listed
SOON = timedelta(days=3)
FIRST, PAGE = 5, 30

_P = tables.proposal


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `code` says what; `at` since when or by when; `title` of the proposal or `name` of
    the person it is about.
    """

    code: str
    at: datetime | None
    proposal_id: str | None
    title: str | None
    person_id: str | None
    name: str | None
    figure: str = ""


def section(
    s: Any, community: str, now: datetime, code: str, *, start: int = 0, limit: int = PAGE
) -> tuple[list[Item], int]:
    """One list from its `start`-th line, and how long it is. KeyError for an unknown code."""
    if code == "quorum":
        found = _short_of_quorum(s, community, now)
        return found[start : start + limit], len(found)
    lines = _STATEMENTS[code](community, now).subquery()
    who = tables.person
    query = select(lines, _P.c.title, who.c.name, func.count().over().label("whole")).select_from(
        lines.outerjoin(
            _P, and_(_P.c.community_id == community, _P.c.proposal_id == lines.c.proposal_id)
        ).outerjoin(
            who, and_(who.c.community_id == community, who.c.person_id == lines.c.person_id)
        )
    )
    newest = lines.c.at.asc() if code in ("late", "contested") else lines.c.at.desc()
    rows = s.execute(
        query.order_by(newest, lines.c.proposal_id, lines.c.code).offset(start).limit(limit)
    ).all()
    return [Item(r.code, r.at, r.proposal_id, r.title, r.person_id, r.name) for r in rows], rows[
        0
    ].whole if rows else 0


def overview(s: Any, community: str, now: datetime) -> dict[str, tuple[list[Item], int]]:
    """Every list's first lines and its length, in the order supervisors read them."""
    return {code: section(s, community, now, code, limit=FIRST) for code in SECTIONS}


def _line(code: Any, at: Any, proposal: Any, person: Any, *where: Any) -> Any:
    label = literal(code) if isinstance(code, str) else code
    return select(
        cast(label, String(40)).label("code"),
        at.label("at"),
        cast(proposal, String(26)).label("proposal_id"),
        cast(person, String(26)).label("person_id"),
    ).where(*where)


def _joined(t: Any) -> ColumnElement[bool]:
    return and_(_P.c.community_id == t.c.community_id, _P.c.proposal_id == t.c.proposal_id)


def _late(community: str, now: datetime) -> Any:
    q, o, r, d = tables.question, tables.objection, tables.correction_request, tables.deadline
    live = _P.c.stage != "closed"
    return union_all(
        _line(
            "question_unanswered",
            q.c.at,
            q.c.proposal_id,
            null(),
            q.c.community_id == community,
            q.c.state == "unanswered",
            _joined(q),
            live,
        ),
        _line(
            "objection_unanswered",
            o.c.at,
            o.c.proposal_id,
            null(),
            o.c.community_id == community,
            o.c.state == "unanswered",
            _joined(o),
            live,
        ),
        _line(
            "work_late",
            _P.c.finish_at,
            _P.c.proposal_id,
            null(),
            _P.c.community_id == community,
            _P.c.stage == "carry_out",
            _P.c.finish_at < now,
        ),
        _line(
            "no_proof",
            _P.c.notice_at,
            _P.c.proposal_id,
            null(),
            _P.c.community_id == community,
            _P.c.stage.in_(("notice", "vote")),
            _P.c.notice_proved.is_(False),
            _P.c.notice_extended.is_(True),
        ),
        _line(
            "clock_late",
            d.c.due_at,
            d.c.proposal_id,
            null(),
            d.c.community_id == community,
            d.c.due_at < now - timedelta(hours=1),
        ),
        _line(
            "request_late",
            r.c.due_at,
            null(),
            r.c.person_id,
            r.c.community_id == community,
            r.c.state == "open",
            r.c.due_at < now,
        ),
    )


def _contested(community: str, now: datetime) -> Any:
    o, m = tables.objection, tables.moderation
    return union_all(
        _line(
            "objection_open",
            o.c.at,
            o.c.proposal_id,
            null(),
            o.c.community_id == community,
            o.c.state == "open",
        ),
        _line(
            "appeal_open",
            _P.c.stage_at,
            _P.c.proposal_id,
            null(),
            _P.c.community_id == community,
            _P.c.appeal_state == "open",
        ),
        _line(
            "certificate_refused",
            _P.c.stage_at,
            _P.c.proposal_id,
            null(),
            _P.c.community_id == community,
            _P.c.certified == "refused",
            _P.c.stage != "closed",
        ),
        _line(
            "hiding_objected",
            m.c.objected_at,
            m.c.proposal_id,
            null(),
            m.c.community_id == community,
            m.c.objected_at.is_not(None),
            m.c.decided_at.is_(None),
            m.c.state == "hidden",
        ),
    )


def _remarks(kind: str, code: Any = None) -> Any:
    def of(community: str, now: datetime) -> Any:
        r = tables.remark
        return _line(
            r.c.code if code is None else code,
            r.c.at,
            r.c.proposal_id,
            null(),
            r.c.community_id == community,
            r.c.kind == kind,
            r.c.at > now - BACK,
        )

    return of


def _corrected(community: str, now: datetime) -> Any:
    c, e, r = tables.roster_change, tables.entry_correction, tables.remark
    return union_all(
        _line(
            "roll_entry_changed",
            c.c.at,
            null(),
            c.c.person_id,
            c.c.community_id == community,
            c.c.on_open_rolls > 0,
            c.c.at > now - BACK,
        ),
        _line(
            "entry_corrected",
            e.c.at,
            e.c.proposal_id,
            e.c.person_id,
            e.c.community_id == community,
            e.c.at > now - BACK,
        ),
        _line(
            "notice_restarted",
            r.c.at,
            r.c.proposal_id,
            null(),
            r.c.community_id == community,
            r.c.kind == "notice_restarted",
            r.c.at > now - BACK,
        ),
    )


def _resets(community: str, now: datetime) -> Any:
    f = tables.factor_reset
    return _line(
        literal("reset_").concat(f.c.state),
        f.c.asked_at,
        null(),
        f.c.person_id,
        f.c.community_id == community,
        f.c.asked_at > now - BACK,
    )


_STATEMENTS = {
    "late": _late,
    "contested": _contested,
    "returned": _remarks("returned", "returned"),
    "silence": _remarks("silence"),
    "corrected": _corrected,
    "resets": _resets,
}


def _short_of_quorum(s: Any, community: str, now: datetime) -> list[Item]:
    """Votes that close within three days and would not count as they stand; and what failed for
    want of a quorum in these months.
    """
    v, e, b = tables.vote_round, tables.roll_entry, tables.ballot
    present = (
        select(func.count())
        .select_from(
            e.outerjoin(
                b,
                and_(
                    b.c.community_id == e.c.community_id,
                    b.c.proposal_id == e.c.proposal_id,
                    b.c.round_no == e.c.round_no,
                    b.c.voter_id == e.c.person_id,
                ),
            )
        )
        .where(
            e.c.community_id == _P.c.community_id,
            e.c.proposal_id == _P.c.proposal_id,
            e.c.round_no == _P.c.round_no,
            or_(e.c.attended_at.is_not(None), b.c.voter_id.is_not(None)),
        )
        .scalar_subquery()
    )
    here = and_(
        v.c.community_id == _P.c.community_id,
        v.c.proposal_id == _P.c.proposal_id,
        v.c.round_no == _P.c.round_no,
    )
    open_ = s.execute(
        select(
            _P.c.proposal_id,
            _P.c.title,
            _P.c.closes_at,
            _P.c.matter,
            _P.c.group_id,
            _P.c.rulebook,
            present.label("present"),
            v.c.members,
        )
        .select_from(_P.join(v, here))
        .where(_P.c.community_id == community, _P.c.stage == "vote", _P.c.closes_at < now + SOON)
        .order_by(_P.c.closes_at)
        .limit(200)
    ).all()
    books: dict[str, Rulebook] = {
        digest: rulebook_of(s, community, digest) for digest in {r.rulebook for r in open_}
    }
    found = []
    for r in open_:
        rule = books[r.rulebook].kind(r.matter).vote["group" if r.group_id else "community"]
        if not rule.quorum.met(r.present, r.members):
            found.append(
                Item(
                    "short_now",
                    r.closes_at,
                    r.proposal_id,
                    r.title,
                    None,
                    None,
                    f"{r.present}/{r.members}",
                )
            )
    failed = s.execute(
        select(_P.c.proposal_id, _P.c.title, v.c.counted_at, v.c.present, v.c.members)
        .select_from(_P.join(v, here))
        .where(
            _P.c.community_id == community, _P.c.outcome == "inquorate", _P.c.stage_at > now - BACK
        )
        .order_by(v.c.counted_at.desc())
        .limit(200)
    ).all()
    return found + [
        Item(
            "inquorate",
            r.counted_at,
            r.proposal_id,
            r.title,
            None,
            None,
            f"{r.present}/{r.members}",
        )
        for r in failed
    ]
