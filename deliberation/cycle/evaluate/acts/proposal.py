"""评议: residents rate what was done, 1–5, or answer what its kind of matter asks; the score stands
beside the resolution.

Called by `evaluate.routes` and by the clock, which closes the window.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act, Mine, optional_words
from deliberation.charter.acts import ActName
from deliberation.charter.case import Case
from deliberation.charter.cycle.clockwork import ClockAct
from deliberation.charter.facts import Fact
from deliberation.charter.facts.proposal import carry_out as f
from deliberation.charter.matters import registry as matters
from deliberation.charter.moves import close
from deliberation.charter.needs.proposal import COUNTS, MY_RATING
from deliberation.charter.needs.rows import filled
from deliberation.charter.reasons import refuse


@dataclass(frozen=True, kw_only=True)
class Rate(Act):
    """One rating per resident, changeable while the window is open."""

    name = ActName.rate
    lock = "shared"
    in_crowds = True
    needs = frozenset({MY_RATING})
    mine = (Mine("rating", again=True),)
    in_window = True
    score: int
    body: str | None = None

    def beforehand(self, case: Case) -> None:
        """While the window is open."""
        if case.now >= filled(case.proposal.due_at):
            raise refuse("window_closed")

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        self.beforehand(case)
        most = len(matters.of_case(case).answers) or case.kind.evaluate.scale_max
        if not 1 <= self.score <= most:
            raise refuse("bad_number", field="score", least=1, most=most)
        body = optional_words(self.body, most=case.rulebook.limits.comment_max, what="body")
        return [
            f.Rated(
                person=case.me,
                score=self.score,
                before=case[MY_RATING],
                body=body,
                subject=case.about,
            )
        ]


@dataclass(frozen=True, kw_only=True)
class Close(ClockAct):
    """The rating window is over: its kind of matter says how it ends."""

    name = ActName.close
    needs = frozenset({COUNTS})

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        counts = case[COUNTS]
        closed = f.EvaluationClosed(
            ratings=counts.ratings, total=counts.ratings_total, subject=case.about
        )
        ending = matters.of_case(case).at_close(counts.ratings, counts.ratings_total)
        return [closed, *close(case, ending, "window_over")]
