"""Who was proposed for an office and who stands."""

from dataclasses import dataclass
from typing import Any

from deliberation.readings.people.names import masked, names
from deliberation.record import tables
from deliberation.record.write.answers.matters.candidates import candidates_query

MOST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidacy. `standing`: asked, declined, offered (agreed, not looked at yet), accepted,
    refused, withdrawn.
    """

    candidacy_id: str
    person_id: str
    post: str
    name: str
    statement: str | None
    source: str
    support: int
    standing: str
    refused_for: str | None
    reasons: str | None
    office_id: str | None


def candidates_of(s: Any, community: str, proposal: str) -> tuple[Candidate, ...]:
    """Everybody proposed, in that order; who has not agreed to stand is masked."""
    c = tables.election_candidate
    rows = s.execute(
        candidates_query()
        .where(c.c.community_id == community, c.c.proposal_id == proposal)
        .order_by(c.c.at, c.c.candidacy_id)
        .limit(MOST)
    ).all()
    hidden = names(s, community, [r.person_id for r in rows if not r.name])
    return tuple(_candidate(r, r.name or masked(hidden[r.person_id].name)) for r in rows)


def _candidate(r: Any, name: str) -> Candidate:
    return Candidate(
        r.candidacy_id,
        r.person_id,
        r.post,
        name,
        r.statement,
        r.source,
        r.support,
        r.option_state if r.state == "stands" else r.state,
        r.refused_for,
        r.reasons,
        r.office_id,
    )
