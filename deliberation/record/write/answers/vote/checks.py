"""What the platform checked itself before a certificate: [code, right | wrong | look, figure]. Read
by the certificate page and its act.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, select

from deliberation.charter.act import Act
from deliberation.charter.calendar import Calendar
from deliberation.charter.case import Case, Community
from deliberation.charter.needs.votes import CERTIFICATE_CHECKS
from deliberation.charter.rulebook import Kind
from deliberation.charter.voting.proxies import USED
from deliberation.record import tables
from deliberation.record.private.factors import resets
from deliberation.record.tables.joins import ROUND, same
from deliberation.record.write.answers.registry import answers

from .again import counted_again

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


def certificate_checks(
    conn: Connection, community: Community, p: Any, kind: Kind, calendar: Calendar, now: datetime
) -> list[list[Any]]:
    """One entry per check, in CHECKS' order.

    A dozen or so small queries, for one page and one act.
    """
    r, held = tables.vote_round, tables.paper_round
    rnd = conn.execute(
        select(r, held.c.issued)
        .select_from(r.outerjoin(held, same(r, held, *ROUND)))
        .where(_mine(r, p), r.c.round_no == p.round_no)
    ).one()
    shown = (
        calendar.local_day(p.opens_at, community.timezone)
        - calendar.local_day(p.notice_at, community.timezone)
    ).days
    proofs = _count(
        conn,
        tables.posting_proof,
        p,
        tables.posting_proof.c.purpose == "notice",
        tables.posting_proof.c.round_no == p.round_no,
    )
    changed = _count(conn, tables.proposal_version, p, tables.proposal_version.c.at > p.notice_at)
    recused, by_proxy = conn.execute(
        select(
            _number(tables.recusal, p).scalar_subquery(),
            _number(
                tables.proxy, p, tables.proxy.c.round_no == p.round_no, tables.proxy.c.state == USED
            ).scalar_subquery(),
        )
    ).one()
    said: dict[str, int] = dict(
        conn.execute(
            select(tables.remark.c.kind, func.count())
            .where(
                _mine(tables.remark, p), tables.remark.c.kind.in_(("silence", "notice_restarted"))
            )
            .group_by(tables.remark.c.kind)
        ).all()
    )
    silences, restarts = said.get("silence", 0), said.get("notice_restarted", 0)
    open_objections = _count(conn, tables.objection, p, tables.objection.c.state == "open")
    moved = _roll_changes(conn, p, rnd)
    reset = resets.during(conn, p.community_id, p.notice_at, rnd.closes_at)
    taken_away = _resets(conn, p, rnd)
    entries = _roster_changes(conn, p, rnd)
    stands, present = counted_again(conn, community, p, rnd, calendar, now)
    at_desk = _count(
        conn,
        tables.desk_entry,
        p,
        tables.desk_entry.c.act.in_(("cast_ballot", "cast_for")),
        tables.desk_entry.c.at.between(rnd.opens_at, rnd.closes_at),
    )
    return [
        ["days_posted", "right" if shown >= kind.notice.days else "look", shown],
        ["proof_of_posting", "right" if proofs else "wrong", proofs],
        ["notice_restarts", "look" if restarts else "right", restarts],
        ["text_unchanged", "wrong" if changed else "right", changed],
        ["roll_unchanged", "look" if moved else "right", moved],
        ["roster_changes", "look" if entries else "right", entries],
        ["factors_unchanged", "look" if reset else "right", reset],
        ["factor_resets", "look" if taken_away else "right", taken_away],
        ["desk_ballots", "look" if at_desk else "right", at_desk],
        ["proxies_used", "look" if by_proxy else "right", by_proxy],
        ["recusals", "look" if recused else "right", recused],
        ["silences", "look" if silences else "right", silences],
        ["recount", "right" if stands else "wrong", present],
        ["objections", "look" if open_objections else "right", open_objections],
        ["paper", *(_paper(conn, p) if rnd.issued is not None else ("right", 0))],
    ]


def _mine(table: Any, p: Any) -> Any:
    return and_(table.c.community_id == p.community_id, table.c.proposal_id == p.proposal_id)


def _count(conn: Connection, table: Any, p: Any, *where: Any) -> int:
    found: int = conn.execute(_number(table, p, *where)).scalar_one()
    return found


def _number(table: Any, p: Any, *where: Any) -> Any:
    return select(func.count()).select_from(table).where(_mine(table, p), *where)


def _roll_changes(conn: Connection, p: Any, rnd: Any) -> int:
    """Offices of people on the roll that began, ended or were left since the notice."""
    o, e = tables.office, tables.roll_entry
    between = [
        column.between(p.notice_at, rnd.closes_at)
        for column in (o.c.starts_at, o.c.ends_at, o.c.left_at)
    ]
    query = select(func.count(func.distinct(o.c.person_id))).where(
        o.c.community_id == p.community_id,
        o.c.role.in_(("representative", "committee_member")),
        between[0] | between[1] | between[2],
    )
    on_roll = select(e.c.person_id).where(_mine(e, p), e.c.round_no == p.round_no)
    return conn.execute(query.where(o.c.person_id.in_(on_roll))).scalar_one()


def _roster_changes(conn: Connection, p: Any, rnd: Any) -> int:
    """People on the roll whose roster entry changed between the notice and the close: the frozen
    roll stays, the supervisors look.
    """
    t, e = tables.roster_change, tables.roll_entry
    on_roll = select(e.c.person_id).where(_mine(e, p), e.c.round_no == p.round_no)
    return conn.execute(
        select(func.count(func.distinct(t.c.person_id))).where(
            t.c.community_id == p.community_id,
            t.c.at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(on_roll),
        )
    ).scalar_one()


def _resets(conn: Connection, p: Any, rnd: Any) -> int:
    """Second factors of people on the roll that two people, or the shell, took away between the
    notice and the close.
    """
    t, e = tables.factor_reset, tables.roll_entry
    on_roll = select(e.c.person_id).where(_mine(e, p), e.c.round_no == p.round_no)
    return conn.execute(
        select(func.count())
        .select_from(t)
        .where(
            t.c.community_id == p.community_id,
            t.c.state.in_(("confirmed", "by_shell")),
            t.c.decided_at.between(p.notice_at, rnd.closes_at),
            t.c.person_id.in_(on_roll),
        )
    ).scalar_one()


def _paper(conn: Connection, p: Any) -> list[Any]:
    """Ballots on paper: issued = returned + unused + spoiled + missing, redone from the ballots and
    batches. Something to look at: strays, missing ones, batches not counted.
    """
    r, b, t = tables.paper_round, tables.paper_ballot, tables.paper_batch
    said = conn.execute(select(r).where(_mine(r, p), r.c.round_no == p.round_no)).one()
    states: dict[str, int] = dict(
        conn.execute(
            select(b.c.state, func.count())
            .where(_mine(b, p), b.c.round_no == p.round_no)
            .group_by(b.c.state)
        ).all()
    )
    returned, strays = conn.execute(
        select(
            func.coalesce(func.sum(t.c.counted_sheets), 0), func.coalesce(func.sum(t.c.strays), 0)
        ).where(_mine(t, p), t.c.round_no == p.round_no, t.c.state == "counted")
    ).one()
    issued, unused, spoiled = (
        sum(states.values()),
        states.get("unused", 0),
        states.get("spoiled", 0),
    )
    again = (issued, returned, strays, unused, spoiled, issued - returned - unused - spoiled)
    if (
        again != (said.issued, said.returned, said.strays, said.unused, said.spoiled, said.missing)
        or said.missing < 0
    ):
        return ["wrong", issued]
    return ["look" if said.strays or said.missing or said.uncounted else "right", issued]


@answers(CERTIFICATE_CHECKS)
def _certificate_checks(conn: Connection, case: Case, act: Act) -> Any:
    if (
        case.proposal.opens_at is None
    ):  # nothing to certify yet: the gate, which is asked after the answers, refuses
        return []
    return certificate_checks(
        conn, case.community, case.proposal, case.kind, case.calendar, case.now
    )
