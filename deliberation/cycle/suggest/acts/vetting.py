"""资格审查: the election committee looks whether a candidate may stand, with a reason from the
law's list. Called by `suggest.routes`.

Silence keeps nobody off the list: whoever was not refused stands (see
`charter.matters.election.standing`).
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, one_of, optional_words, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote.papers import OptionDecided
from deliberation.charter.matters.election import REFUSALS
from deliberation.charter.needs.elections import CANDIDACY
from deliberation.charter.needs.proposal import RECUSED
from deliberation.charter.reasons import refuse
from deliberation.charter.subjects.proposal import Stage

VERDICTS = ("accepted", "refused")


@dataclass(frozen=True, kw_only=True)
class VetCandidate(Act):
    """Accepted, or refused with the ground and its reasons.

    Once the list is published only a refusal can be taken back, on an objection.
    """

    name = ActName.vet_candidate
    needs = frozenset({CANDIDACY, RECUSED})
    candidacy_id: str
    verdict: str
    ground: str | None = None
    reasons: str | None = None

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        verdict = self._verdict(case)
        refused = verdict == "refused"
        ground = one_of(self.ground or "", REFUSALS, "ground") if refused else None
        said = words if refused else optional_words
        reasons = said(self.reasons, most=case.rulebook.limits.reason_max, what="reasons")
        return [
            OptionDecided(
                option=self.candidacy_id,
                by=case.me,
                state=verdict,
                code=ground,
                reasons=reasons,
                subject=case.about,
            )
        ]

    def _verdict(self, case: Case) -> str:
        """On somebody else who still stands, and other than what was said before."""
        who = case[CANDIDACY]
        if who is None or who.state != "stands" or who.option_state == "withdrawn":
            raise refuse("unknown_reference")
        if who.person_id == case.me:
            raise refuse("own_interest")
        verdict = one_of(self.verdict, VERDICTS, "verdict")
        if case.stage is Stage.notice and (who.option_state, verdict) != ("refused", "accepted"):
            raise refuse("list_is_published")
        if who.option_state == verdict:
            raise refuse("already_decided")
        return verdict
