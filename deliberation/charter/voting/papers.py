"""Which paper a vote has: the questions and options of each phase, made when the vote opens.

Called by `inform.acts` and by pages that show what will be asked.

A new phase is one function and one line in BUILDERS. A proposal without a phase, or whose phase
asks nothing else, has no paper: its vote is a motion.
"""

from collections.abc import Callable, Iterable, Sequence

from deliberation.charter.case import Case
from deliberation.charter.matters import election as electing
from deliberation.charter.matters.fund import on_paper
from deliberation.charter.needs.money import THE_FUND
from deliberation.charter.needs.papers import Option
from deliberation.charter.needs.rows import filled
from deliberation.charter.owning import OWNERS
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.counting.papers import MOST_OPTIONS, Question

PLANS, DELEGATED = "plans", "delegated"
PAPER = "paper/1"
Asked = list[tuple[Question, list[str]]]


def accepted(options: Iterable[Option], what: str) -> list[Option]:
    """Options of a kind that go on the paper, in the order they were offered."""
    return [o for o in options if o.what == what and o.state == "accepted"][:MOST_OPTIONS]


def _plans(case: Case, options: Sequence[Option]) -> Asked:
    """One of several plans, or 都不同意; a plan needs the majority the rules ask of a motion."""
    plans = accepted(options, "plan")
    return [
        (
            Question(
                "one",
                "dual-plans/1" if case.vote.electorate == OWNERS else "absolute/1",
                len(plans),
                none=True,
            ),
            [o.option_id for o in plans],
        )
    ]


def _budget(case: Case, options: Sequence[Option]) -> Asked:
    """Which projects the fund pays for, with the round's own form and rule. Needs THE_FUND."""
    fund, projects = case.given(THE_FUND), on_paper(options)[:MOST_OPTIONS]
    return [
        (
            Question(
                filled(fund.form),
                filled(fund.rule),
                len(projects),
                seats=0,
                most=fund.most,
                budget=filled(fund.budget),
                costs=tuple(o.cost for o in projects),
            ),
            [o.option_id for o in projects],
        )
    ]


def _motion(case: Case, options: Sequence[Option]) -> Asked:
    """For or against, only by others than usual."""
    return []


BUILDERS: dict[str, Callable[[Case, Sequence[Option]], Asked]] = {
    PLANS: _plans,
    DELEGATED: _motion,
    **dict.fromkeys(BUDGET_PHASES, _budget),
    **dict.fromkeys(electing.PHASES, electing.paper),
}


def asks_more(phase: str | None) -> bool:
    """Whether votes of this phase have a paper of their own rather than for and against."""
    return phase is not None and BUILDERS[phase] is not _motion


def paper_of(case: Case, options: Sequence[Option]) -> Asked:
    """What the vote of this proposal asks now; empty for a motion."""
    phase = case.proposal.phase
    return BUILDERS[phase](case, options) if phase is not None else []
