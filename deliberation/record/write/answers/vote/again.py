"""A round counted once more from its ballots, and what it gives compared with the rows the first
count made. Called by `checks` for the certificate.

The same pure count and the same pure `apply` as ever, on ballots opened from their sealed parts:
whatever way of counting a round has, this follows it.
"""

from typing import Any

from sqlalchemy import Connection

from deliberation.charter.calendar import Calendar
from deliberation.charter.case import CLOCK, Case, Community
from deliberation.charter.facts.vote.owners import OwnersCounted
from deliberation.charter.needs.votes import ROUND
from deliberation.charter.subjects import the_proposal
from deliberation.charter.voting.counted import COUNTING, Counted, count
from deliberation.record import tables
from deliberation.record.applying import Header, apply
from deliberation.record.applying.changes import Set
from deliberation.record.ids import new_id, new_key
from deliberation.record.prepared import first
from deliberation.record.write.answers.registry import LOADERS
from deliberation.record.write.rules import rulebook_of

_OF_THE_COUNT = frozenset({"counted_at", "recounts"})  # when and how often, not what


def counted_again(
    conn: Connection, community: Community, p: Any, rnd: Any, calendar: Calendar, now: Any
) -> tuple[bool, int]:
    """Whether this round, counted again, gives the rows it has; and how many took part.

    `p`, `rnd`: the rows of the proposal and the round, read already.
    """
    fact = _counted(conn, community, p, rnd, calendar, now)
    header = Header(community.id, "", now, "", None, "clock", None)
    wanted = [change for change in apply(fact, header) if isinstance(change, Set)]
    return all(
        _stands(conn, change, {"proposal": p, "vote_round": rnd}) for change in wanted
    ), _took_part(fact)


def _counted(
    conn: Connection, community: Community, p: Any, rnd: Any, calendar: Calendar, now: Any
) -> Counted:
    case = Case(
        community=community,
        rulebook=rulebook_of(conn, community.id, p.rulebook),
        calendar=calendar,
        now=now,
        actor=CLOCK,
        new_id=new_id,
        new_key=new_key,
        subject=p,
        about=the_proposal(p.proposal_id),
    )
    case.answers[ROUND] = rnd
    for need in COUNTING - {ROUND}:
        # these answers ask nothing of an act
        case.answers[need] = LOADERS[need](conn, case, None)
    return count(case, recount=True)


def _took_part(fact: Counted) -> int:
    """Heads that voted or signed in; of an election, ballots."""
    present: int = fact.heads[1] if isinstance(fact, OwnersCounted) else fact.present
    return present


def _stands(conn: Connection, change: Set, known: dict[str, Any]) -> bool:
    row = (
        known[change.table]
        if change.table in known
        else first(conn, tables.metadata.tables[change.table], **change.key)
    )
    return row is not None and all(
        getattr(row, column) == value
        for column, value in change.values.items()
        if column not in _OF_THE_COUNT
    )
