"""When is the advise stage complete? One answer for every act that may complete it.

The council has spoken or been passed by; proposed changes are answered; co-signers of a changed
text have had their days; the study and the legality review are done where the rulebook asks for
them.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.moves import enter_notice
from deliberation.charter.needs.proposal import COUNTS
from deliberation.charter.subjects.proposal import Stage


def consent_until(case: Case) -> datetime | None:
    """Until when co-signers may take their name back from a text that changes now; None where
    nobody signed. Asks for `COUNTS`.
    """
    if case[COUNTS].cosigns == 0:
        return None
    zone = case.community.timezone
    return case.calendar.add_days(case.now, case.kind.advise.consent_days, zone).at


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the five conditions stand; `waiting()` names those that are open, for the page and for
    `ready`.
    """

    council: str
    author: str
    study: str
    legality: str
    consent_until: datetime | None

    def waiting(self, now: datetime) -> list[str]:
        """Codes of what the matter still waits for, in the order a resident would ask."""
        open_points = []
        if self.council == "pending":
            open_points.append("council")
        if self.author in ("awaited", "pending"):
            open_points.append("author")
        if self.legality in ("pending", "breach"):
            open_points.append("legality")
        if self.study == "pending":
            open_points.append("study")
        if self.consent_until is not None and now < self.consent_until:
            open_points.append("consent")
        return open_points


def standing(case: Case, **changes: Any) -> Advice:
    """The advice as it stands on the proposal row, with what this act is about to change."""
    p = case.proposal
    return replace(
        Advice(p.council_state, p.author_state, p.study_state, p.legality_state, p.consent_until),
        **changes,
    )


def go_on_if_ready(case: Case, why: str, **changes: object) -> list[Fact]:
    """[] while something is open, else the step to the notice."""
    if standing(case, **changes).waiting(case.now):
        return []
    return enter_notice(case, why, Stage.advise)
