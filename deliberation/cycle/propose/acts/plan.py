"""Several plans for one matter: the author writes them while the proposal is a draft; voters then
choose one of them, or 都不同意. Called by `propose.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.vote import papers as f
from deliberation.charter.needs.papers import OPTION, OPTIONS
from deliberation.charter.reasons import refuse
from deliberation.charter.voting.papers import accepted

MOST_PLANS = 8  # more cannot be compared on a phone


@dataclass(frozen=True, kw_only=True)
class OfferPlan(Act):
    """One more plan on the author's draft.

    What supporters sign is the whole, so plans are fixed when it is submitted.
    """

    name = ActName.offer_plan
    needs = frozenset({OPTIONS})
    title: str
    body: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        limits = case.rulebook.limits
        if len(accepted(case[OPTIONS], "plan")) >= MOST_PLANS:
            raise refuse("too_many_options", most=MOST_PLANS)
        title, body = (
            words(self.title, most=limits.title_max, what="title"),
            words(self.body, most=limits.reason_max, what="body"),
        )
        return [
            f.OptionOffered(
                option=case.new_id(),
                by=case.me,
                what="plan",
                state="accepted",
                title=title,
                body=body,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class DropPlan(Act):
    """A plan is taken off the draft again."""

    name = ActName.drop_plan
    needs = frozenset({OPTION})
    option_id: str

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        option = case[OPTION]
        if option is None or option.what != "plan":
            raise refuse("unknown_reference")
        if option.state != "accepted":
            raise refuse("already_decided")
        return [
            f.OptionDecided(
                option=self.option_id,
                by=case.me,
                state="withdrawn",
                subject=case.about,
            )
        ]
