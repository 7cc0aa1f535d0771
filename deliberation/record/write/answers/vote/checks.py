"""What the platform checked itself before a certificate: [code, right | wrong | look, figure]. Read
by the certificate page and its act.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from deliberation.charter.act import Act
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Case, Community
from deliberation.charter.cycle.remedies import UPHELD
from deliberation.charter.needs.votes import CERTIFICATE_CHECKS
from deliberation.charter.rulebook import Kind
from deliberation.charter.voting.proxies import USED
from deliberation.record import tables
from deliberation.record.private.factors import resets
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.registry import answers, of_proposal

from .again import counted_again
from .paper_ballots import balanced

CHECKS = (
    "days_posted",
    "proof_of_posting",
    "notice_restarts",
    "text_unchanged",
    "roll_unchanged",
    "roster_changes",
    "factors_unchanged",
    "factor_resets",
    "desk_ballots",
    "proxies_used",
    "recusals",
    "silences",
    "recount",
    "objections",
    "paper",
)
Check = list[Any]  # [code, right | wrong | look, figure], as the certificate stores it


@answers(CERTIFICATE_CHECKS)
def _certificate_checks(conn: Connection, case: Case, act: Act) -> Any:
    if (
        case.proposal.opens_at is None
    ):  # nothing to certify yet: the gate, which is asked after the answers, refuses
        return []
    return certificate_checks(
        conn, case.community, case.proposal, case.kind, case.calendar, case.now
    )


def certificate_checks(
    conn: Connection, community: Community, p: Any, kind: Kind, calendar: Calendar, now: datetime
) -> list[Check]:
    """One entry per check, in CHECKS' order.

    A dozen or so small queries, for one page and one act.
    """
    rnd = _round(conn, p)
    said = _said(conn, p)
    shown = _days_posted(calendar, community, p)
    stands, present = counted_again(conn, community, p, rnd, calendar, now)
    return [
        _kept("days_posted", shown >= kind.notice.days, shown, otherwise="look"),
        *_of_the_text(conn, p, said.get("notice_restarted", 0)),
        *_of_the_people(conn, p, rnd),
        *_of_the_ballots(conn, p, rnd),
        _look("silences", said.get("silence", 0)),
        _kept("recount", stands, present),
        _objections(conn, p),
        _paper(conn, p, rnd),
    ]


def _days_posted(calendar: Calendar, community: Community, p: Any) -> int:
    noticed, opened = (calendar.local_day(t, community.timezone) for t in (p.notice_at, p.opens_at))
    return (opened - noticed).days


def _kept(code: str, good: bool, figure: int, otherwise: str = "wrong") -> Check:
    return [code, "right" if good else otherwise, figure]


def _look(code: str, number: int) -> Check:
    """What nobody need have done wrong: the supervisors look at it."""
    return [code, "look" if number else "right", number]


def _round(conn: Connection, p: Any) -> Any:
    """The round, and how many ballots on paper were issued (None where it has none)."""
    r, held = tables.vote_round, tables.paper_round
    return conn.execute(
        select(r, held.c.issued)
        .select_from(r.outerjoin(held, same(r, held, *ROUND)))
        .where(of_proposal(r, p), r.c.round_no == p.round_no)
    ).one()


def _said(conn: Connection, p: Any) -> dict[str, int]:
    """How often the timeline marks a silence, and a notice begun anew."""
    t = tables.remark
    found: dict[str, int] = dict(
        conn.execute(
            select(t.c.kind, func.count())
            .where(of_proposal(t, p), t.c.kind.in_(("silence", "notice_restarted")))
            .group_by(t.c.kind)
        ).all()
    )
    return found


def _of_the_text(conn: Connection, p: Any, restarts: int) -> list[Check]:
    """Whether the text was posted, and stayed as it was posted."""
    posted, version = tables.posting_proof, tables.proposal_version
    proofs = _count(conn, posted, p, posted.c.purpose == "notice", posted.c.round_no == p.round_no)
    changed = _count(conn, version, p, version.c.at > p.notice_at)
    return [
        _kept("proof_of_posting", proofs > 0, proofs),
        _look("notice_restarts", restarts),
        _kept("text_unchanged", not changed, changed),
    ]


def _of_the_people(conn: Connection, p: Any, rnd: Any) -> list[Check]:
    """What became different about the people on a frozen roll between the notice and the close: the
    roll stays, the supervisors look.
    """
    reset = resets.during(conn, p.community_id, p.notice_at, rnd.closes_at)
    return [
        _look("roll_unchanged", _offices_changed(conn, p, rnd)),
        _look("roster_changes", _entries_changed(conn, p, rnd)),
        _look("factors_unchanged", reset),
        _look("factor_resets", _factors_taken(conn, p, rnd)),
    ]


def _offices_changed(conn: Connection, p: Any, rnd: Any) -> int:
    """Offices of people on the roll that began, ended or were left since the notice."""
    o = tables.office
    began, ended, left = (
        column.between(p.notice_at, rnd.closes_at)
        for column in (o.c.starts_at, o.c.ends_at, o.c.left_at)
    )
    found: int = conn.execute(
        select(func.count(func.distinct(o.c.person_id))).where(
            o.c.community_id == p.community_id,
            o.c.role.in_(("representative", "committee_member")),
            began | ended | left,
            o.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def _entries_changed(conn: Connection, p: Any, rnd: Any) -> int:
    """People on the roll whose roster entry changed."""
    t = tables.roster_change
    found: int = conn.execute(
        select(func.count(func.distinct(t.c.person_id))).where(
            t.c.community_id == p.community_id,
            t.c.at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def _factors_taken(conn: Connection, p: Any, rnd: Any) -> int:
    """Second factors of people on the roll that two people, or the shell, took away."""
    t = tables.factor_reset
    found: int = conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == p.community_id,
            t.c.state.in_(("confirmed", "by_shell")),
            t.c.decided_at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(_on_roll(p)),
        )
    ).scalar_one()
    return found


def _on_roll(p: Any) -> Any:
    e = tables.roll_entry
    return select(e.c.person_id).where(of_proposal(e, p), e.c.round_no == p.round_no)


def _of_the_ballots(conn: Connection, p: Any, rnd: Any) -> list[Check]:
    """Ballots that others cast or entered, and who had to step aside."""
    desk, proxy = tables.desk_entry, tables.proxy
    at_desk = _count(
        conn,
        desk,
        p,
        desk.c.act.in_(("cast_ballot", "cast_for")),
        desk.c.at.between(rnd.opens_at, rnd.closes_at),
    )
    used = _number(proxy, p, proxy.c.round_no == p.round_no, proxy.c.state == USED)
    recused, by_proxy = conn.execute(
        select(_number(tables.recusal, p).scalar_subquery(), used.scalar_subquery())
    ).one()
    return [
        _look("desk_ballots", at_desk),
        _look("proxies_used", by_proxy),
        _look("recusals", recused),
    ]


def _objections(conn: Connection, p: Any) -> Check:
    """Those nobody answered, and those that were upheld while nothing has followed yet."""
    t = tables.objection
    waiting = or_(t.c.state == "open", and_(t.c.state.in_(UPHELD), t.c.remedy.is_(None)))
    return _look("objections", _count(conn, t, p, waiting))


def _paper(conn: Connection, p: Any, rnd: Any) -> Check:
    verdict, issued = balanced(conn, p) if rnd.issued is not None else ("right", 0)
    return ["paper", verdict, issued]


def _count(conn: Connection, table: Any, p: Any, *where: Any) -> int:
    found: int = conn.execute(_number(table, p, *where)).scalar_one()
    return found


def _number(table: Any, p: Any, *where: Any) -> Any:
    return select(func.count()).select_from(table).where(of_proposal(table, p), *where)
