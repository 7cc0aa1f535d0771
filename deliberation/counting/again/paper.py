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

from .motion import came, count_motion_ballots


def count_paper_ballots(ballots: PaperBallots, *, seed: str | None) -> Result:
    """Winners are numbers of options, "0" for none of them; their names stand in the working.

    Nobody where too few took part.
    """
    if ballots.question.rule == dual_plans.RULE:
        done = dual_plans.count_dual_plans(
            ballots.question,
            list(zip(ballots.areas, ballots.answers, strict=True)),
            quorum=ballots.quorum,
            majority=ballots.majority,
        )
        quorum, counted = done.quorum, done.questions
    else:
        quorum = ballots.quorum.compare(ballots.present, ballots.members)
        answers = [read([ballots.question], text or "")[0] for text in ballots.answers]
        counted = (
            (
                questions.count_question(
                    ballots.question,
                    answers,
                    present=ballots.present,
                    majority=ballots.majority,
                    seed=seed or "",
                ),
            )
            if quorum.met
            else ()
        )
    more = {
        "options": {str(n): name for n, name in enumerate(ballots.options, 1)},
        "outcome": counted[0].outcome if counted else "inquorate",
        **came(quorum),
    }
    if not counted:
        return Result(ballots.question.rule.partition("/")[0], (), [], more)
    result = counted[0].result
    return replace(
        result,
        winners=tuple(str(n) for n in counted[0].winners),
        working={
            **{"counts" if k == "options" else k: v for k, v in result.working.items()},
            **more,
        },
    )


def count_sums(s: Sums, *, seed: str | None) -> Result:
    """The same of a secret vote: a motion from its three sums, any other question from ballots that
    have exactly these sums.
    """
    if s.question.form == "motion":
        choices = {what: s.said.get(what, 0) for what in CHOICES}
        return count_motion_ballots(
            MotionBallots(choices, s.members, s.present, s.quorum, s.majority, s.meta)
        )
    answers = sums.ballots([s.question], {(1, what): n for what, n in s.said.items()}, s.valid)
    return count_paper_ballots(
        PaperBallots(
            s.question,
            s.options,
            tuple(answers),
            (),
            s.members,
            s.present,
            s.quorum,
            s.majority,
            s.seed,
            s.meta,
        ),
        seed=seed,
    )
