"""A question counted again from the platform's own export: by the rule it names, with the round's
quorum. Called by `tally` through recount.py.
"""

from dataclasses import replace

from deliberation.counting import dual_plans, questions
from deliberation.counting.formats.motion_ballots import MotionBallots
from deliberation.counting.formats.paper_ballots import PaperBallots
from deliberation.counting.formats.sum_ballots import Sums
from deliberation.counting.motion import sums
from deliberation.counting.motion.motion import CHOICES
from deliberation.counting.papers import read
from deliberation.counting.result import Result
from deliberation.counting.threshold import Comparison

from .motion import came, count_motion_ballots


def count_paper_ballots(ballots: PaperBallots, *, seed: str | None) -> Result:
    """Winners are numbers of options, "0" for none of them; their names stand in the working.

    Nobody where too few took part.
    """
    quorum, counted = _counted(ballots, seed or "")
    more = {
        "options": {str(n): name for n, name in enumerate(ballots.options, 1)},
        "outcome": counted.outcome if counted else "inquorate",
        **came(quorum),
    }
    if counted is None:
        return Result(ballots.question.rule.partition("/")[0], (), [], more)
    result = counted.result
    working = {"counts" if k == "options" else k: v for k, v in result.working.items()}
    winners = tuple(str(n) for n in counted.winners)
    return replace(result, winners=winners, working={**working, **more})


def _counted(ballots: PaperBallots, seed: str) -> tuple[Comparison, questions.Counted | None]:
    """Whether enough took part, and if so the question counted."""
    q = ballots.question
    if q.rule == dual_plans.RULE:
        parties = list(zip(ballots.areas, ballots.answers, strict=True))
        done = dual_plans.count_dual_plans(
            q, parties, quorum=ballots.quorum, majority=ballots.majority
        )
        return done.quorum, next(iter(done.questions), None)
    quorum = ballots.quorum.compare(ballots.present, ballots.members)
    answers = [read([q], text or "")[0] for text in ballots.answers]
    if not quorum.met:
        return quorum, None
    return quorum, questions.count_question(
        q, answers, present=ballots.present, majority=ballots.majority, seed=seed
    )


def count_sums(s: Sums, *, seed: str | None) -> Result:
    """The same of a secret vote: a motion from its three sums, any other question from ballots that
    have exactly these sums.
    """
    of_round = (s.members, s.present, s.quorum, s.majority)
    if s.question.form == "motion":
        choices = {what: s.said.get(what, 0) for what in CHOICES}
        return count_motion_ballots(MotionBallots(choices, *of_round, s.meta))
    answers = sums.ballots([s.question], {(1, what): n for what, n in s.said.items()}, s.valid)
    paper = PaperBallots(s.question, s.options, tuple(answers), (), *of_round, s.seed, s.meta)
    return count_paper_ballots(paper, seed=seed)
