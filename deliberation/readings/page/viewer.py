"""What only the reader of a proposal's page sees: their case, their marks, their proxies."""

from dataclasses import dataclass
from typing import Any

from deliberation.charter.case import Actor, Case, Community
from deliberation.charter.needs.proposal import COSIGNATURE
from deliberation.charter.needs.votes import ROLL_ENTRY
from deliberation.charter.official import elsewhere
from deliberation.charter.roles import Role
from deliberation.charter.voting.paper import is_secret
from deliberation.readings import community as community_reading
from deliberation.readings.vote import proxies
from deliberation.record import tables
from deliberation.record.prepared import first
from deliberation.record.write import casefile


@dataclass(frozen=True)
class Viewer:
    """What only the reader sees."""

    case: Case
    cosigned: bool
    on_roll: bool
    my_ballot: Any
    my_rating: int
    proxies: "tuple[proxies.Own, ...]" = ()

    @property
    def paper(self) -> int | None:
        """The number of the ballot on paper the reader holds, or that was counted for them."""
        entry = self.case.answers[ROLL_ENTRY]
        return entry.paper if entry is not None else None

    @property
    def secret(self) -> bool:
        """Whether the vote is held on paper only."""
        return is_secret(self.case)

    @property
    def away(self) -> bool:
        """Whether the city's own system holds the vote."""
        return elsewhere(self.case)

    @property
    def tally(self) -> bool:
        """Whether the reader hands out or enters ballots on paper."""
        return not self.case.roles().isdisjoint({Role.clerk, Role.supervisor})


def viewer(s: Any, community: Community, row: Any, actor: Actor) -> Viewer:
    """The reader's case, for `offers`, and their own marks on this proposal: one query, one more in
    the notice, in the vote, and while it is rated.
    """
    digest = row.rulebook or community_reading.rulebook_digest(s, community.id)
    case, ballot = casefile.looking(s, community, row, actor, digest)
    me = actor.person_id
    return Viewer(
        case=case,
        cosigned=case.answers[COSIGNATURE] is not None,
        on_roll=case.answers[ROLL_ENTRY] is not None,
        my_ballot=ballot,
        my_rating=_rating(s, row, me) if me is not None and row.stage == "evaluate" else 0,
        proxies=tuple(proxies.own(s, row, me)),
    )


def _rating(s: Any, row: Any, person: str) -> int:
    """Stars they gave, 0 for none."""
    key = {"community_id": row.community_id, "proposal_id": row.proposal_id, "person_id": person}
    rating = first(s, tables.rating, "score", **key)
    return rating.score if rating else 0
