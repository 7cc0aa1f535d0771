"""执行 of a covenant: it is filed with the sub-district and is in force (城市居民委员会组织法 Art
31); nobody is in charge of any other work.

Called by `carry_out.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, past_day, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import carry_out as f
from deliberation.charter.moves import enter_inspect
from deliberation.charter.needs.people import ABLE
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class FileCovenant(Act):
    """Filed on a day, under a receipt or number of the sub-district: from now on this text is in
    force; supervisors look at the filing.
    """

    name = ActName.file_covenant
    needs = frozenset({ABLE})
    filed_on: str
    document: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        p = case.proposal
        if p.suspended_until is not None:
            raise refuse("suspended", until=p.suspended_until)
        past_day(case, self.filed_on, "filed_on", since=p.stage_at)
        document = words(self.document, most=200, what="document")
        return [
            f.CovenantFiled(
                by=case.me,
                version_no=p.version_no,
                filed_on=self.filed_on,
                document=document,
                subject=case.about,
            ),
            *enter_inspect(case, "finished"),
        ]
