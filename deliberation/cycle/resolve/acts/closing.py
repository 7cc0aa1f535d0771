"""The window is over: ballots are disclosed and counted, and the result goes to be certified.

Called by the clock.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import resolve as f
from deliberation.charter.matters.election_after import recall_ends
from deliberation.charter.moves import close, enter_publish, silence
from deliberation.charter.needs.elections import THE_RECALL
from deliberation.charter.needs.paper import PAPER_ROUND
from deliberation.charter.needs.people import ABLE
from deliberation.charter.needs.supervision import OFFICIAL
from deliberation.charter.needs.votes import BALLOTS
from deliberation.charter.official import confirmed, elsewhere
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Ending
from deliberation.charter.voting.closing import annulled, awaited, more_than_issued, reconciled
from deliberation.charter.voting.counted import COUNTING, count

DISCLOSE_CHUNK = 200


@dataclass(frozen=True, kw_only=True)
class CloseVote(ClockAct):
    """The window is over: every last ballot is disclosed with its salt, the count is made, and the
    result goes to be certified.

    Ballots on paper that came back before may still be entered for the rulebook's days; nobody can
    sit the count out longer. Where more came back than were handed out there is no result
    (四川省城市居民委员会选举条例 Art 30): a new notice and vote, and a second time the end.
    """

    name = ActName.close_vote
    ends_window = True
    needs = COUNTING | {ABLE, THE_RECALL, PAPER_ROUND}

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p, paper = case.proposal, case[PAPER_ROUND]
        if now < case.closes_at:
            raise refuse("not_yet", until=p.closes_at)
        if elsewhere(case):
            return _from_there(case)
        if not paper.opened:
            return self._counted(case)
        if waiting := awaited(case, paper, now):
            return waiting
        facts = reconciled(case, paper)
        if more_than_issued(facts):
            return [*facts, *annulled(case, paper, facts)]
        return [*facts, *self._counted(case)]

    def _counted(self, case: Case) -> list[Fact]:
        p = case.proposal
        opened = [
            {"fact": b.fact_id, "voter": b.voter, "choice": b.choice, "salt": b.salt}
            for b in case[BALLOTS].last
        ]
        disclosed: list[Fact] = [
            f.BallotsDisclosed(
                round_no=p.round_no, ballots=opened[i : i + DISCLOSE_CHUNK], proposal=p.proposal_id
            )
            for i in range(0, len(opened), DISCLOSE_CHUNK)
        ]
        counted = count(case, recount=False)
        return [
            *disclosed,
            counted,
            *recall_ends(case, counted.outcome),
            *enter_publish(case, "window_over"),
        ]


def _from_there(case: Case) -> list[Fact]:
    """Nobody said what the official system counted, and the matter lapses; or nobody confirmed what
    was said, and it stands, marked: silence never stops a result.
    """
    if case[OFFICIAL] is None:
        return [
            silence(case, "no_official_result"),
            *close(case, Ending.lapsed, "no_official_result"),
        ]
    late: list[Fact] = (
        []
        if case.given(OFFICIAL).state == "confirmed"
        else [silence(case, "official_unconfirmed"), confirmed(case, None)]
    )
    return [*late, count(case, recount=False), *enter_publish(case, "official_result")]
