"""An election is filed with the sub-district office, and the office handed over. Called by
`resolve.routes.election`.

城市居民委员会组织法 Arts 24, 25.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import elections as f
from deliberation.charter.matters.election import FILED, HANDED_OVER
from deliberation.charter.needs.elections import FILINGS, THE_ELECTION
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class FileElection(Act):
    """Filed with the sub-district office, or the office handed over: on which day, by which
    document. Once each.
    """

    name = ActName.file_election
    needs = frozenset({THE_ELECTION, FILINGS})
    what: str
    done_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        what = one_of(self.what, (FILED, HANDED_OVER), "what")
        confirmed = case.given(THE_ELECTION).confirmed_at
        if confirmed is None:
            raise refuse("nothing_to_answer")
        if what in case[FILINGS]:
            raise refuse("already_in")
        day = past_day(case, self.done_on, "done_on", since=confirmed)
        return [
            f.ElectionFiled(
                by=case.me,
                what=what,
                done_on=day.isoformat(),
                document=words(self.document, most=200, what="document"),
                subject=case.about,
            )
        ]
