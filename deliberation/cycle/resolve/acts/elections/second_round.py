"""另行选举, 再次投票: a second round on open or level seats. Called by `resolve.routes.election`.

城市居民委员会组织法 Art 19.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.matters.election_after import next_round
from deliberation.charter.moves import days, move
from deliberation.charter.needs.elections import CANDIDATES, STANDINGS, THE_ELECTION, WRITTEN_IN
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage

from .written_in import all_named


@dataclass(frozen=True, kw_only=True)
class CallSecondRound(Act):
    """另行选举, 再次投票: the open seats among the next candidates, level ones among equals.

    The same roll votes; it comes within the rulebook's days.
    """

    name = ActName.call_second_round
    needs = frozenset({THE_ELECTION, CANDIDATES, STANDINGS, WRITTEN_IN, RECUSED})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.outcome not in ("passed", "rejected"):
            raise refuse("not_valid")
        all_named(case)
        posts = next_round(case)
        if not posts:
            raise refuse("no_open_seat")
        self._in_time(case)
        called = f.SecondRoundCalled(
            by=case.me,
            round_no=p.round_no + 1,
            posts=[[x.name, x.seats, x.way, x.for_women, list(refs)] for x, refs in posts],
            subject=case.about,
        )
        clock = days(case, case.kind.election.second_days, ActName.open_vote)
        return [called, move(case, Stage.notice, "second_round", clocks=[clock])]

    def _in_time(self, case: Case) -> None:
        """A first second round opens within the rulebook's days after the last day of the vote."""
        p, rule, zone = case.proposal, case.kind.election, case.community.timezone
        last = case.calendar.local_day(case.closes_at - timedelta(seconds=1), zone)
        latest = case.calendar.end_of_day(last + timedelta(days=rule.second_within_days), zone)
        opens = case.calendar.add_days(case.now, rule.second_days, zone).at
        if opens > latest and not any(s.round_no < p.round_no for s in case[STANDINGS]):
            raise refuse("second_round_over", days=rule.second_within_days)
