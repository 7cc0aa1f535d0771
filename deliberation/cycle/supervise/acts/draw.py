"""A supervisor announces a random check of a past month: once per list and month, so that nobody
draws until they like the result.

Called by `supervise.routes.draw`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter import drawing
from deliberation.charter.act import Act, one_of
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import draws as f
from deliberation.charter.needs.supervision import DRAW_LIST
from deliberation.charter.reasons import refuse

MOST = 50


@dataclass(frozen=True, kw_only=True)
class AnnounceDraw(Act):
    """k of the n entries of a whole month that is over: its list can grow no more, and its edges
    are nobody's choice.
    """

    name = ActName.announce_draw
    lock = "community"
    needs = frozenset({DRAW_LIST})
    what: str
    month: str
    wanted: int

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        what = one_of(self.what, tuple(drawing.KINDS), "what")
        since, until = self._month(case, now)
        refs = self._population(case)
        announced = f.DrawAnnounced(
            draw=case.new_id(),
            by=case.me,
            what=what,
            since=since,
            until=until,
            wanted=self.wanted,
            size=len(refs),
            digest=drawing.population_digest(refs),
        )
        return [announced]

    def _month(self, case: Case, now: datetime) -> tuple[datetime, datetime]:
        """Its two edges; it is over."""
        span = drawing.month(self.month, case.community.timezone)
        if span is None:
            raise refuse("bad_date", field="month")
        if span[1] > now:
            raise refuse("not_yet", due=span[1])
        return span

    def _population(self, case: Case) -> tuple[str, ...]:
        """What is drawn from, once; it has as many entries as are wanted."""
        found = case[DRAW_LIST]
        if found.before is not None:
            raise refuse("already_decided")
        most = min(len(found.refs), MOST)
        if not 1 <= self.wanted <= most:
            raise refuse("bad_number", field="wanted", least=1, most=most)
        return found.refs
