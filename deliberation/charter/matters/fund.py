"""The community's fund: when a matter is a budget round, what a list of winners says, when money
may be spent. Pure.

Called by the acts of every room that a budget round passes through.
"""

from collections.abc import Iterable, Sequence

from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.facts.proposal import propose as pf
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.moves import enter_notice
from deliberation.charter.needs.money import FUNDED, Project
from deliberation.charter.needs.papers import Option
from deliberation.charter.needs.rows import Proposal
from deliberation.charter.reasons import refuse
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects.proposal import Stage

FUND = "fund"
PROJECT = "project"
OVER_BUDGET = "over_budget"
NEGATIVE_LIST = "negative_list"
BALLOT_ADVISES = (
    "budget_ballot"  # the note on the legal effect of a budget ballot that only advises
)
SPENDING = ("spent", "given_back")
AUDITS = ("ok", "questioned")
MOST_FEN = 10**13


def in_budget_phase(proposal: Proposal) -> bool:
    """Whether it is a budget round whose budget ballot is not over yet. `proposal`: a row."""
    return proposal.phase in BUDGET_PHASES


def only_a_round(case: Case) -> None:
    """Refuses what is asked of projects where there are none."""
    if not in_budget_phase(case.proposal):
        raise refuse("not_a_round")


def not_a_round(case: Case) -> None:
    """Refuses what a budget round has no use for: co-signatures, a merge, somebody in charge before
    its list is resolved.
    """
    if in_budget_phase(case.proposal):
        raise refuse("round_goes_its_way")


def a_sum(amount: int, what: str) -> int:
    """A positive sum in fen, or bad_number."""
    if not 1 <= amount <= MOST_FEN:
        raise refuse("bad_number", field=what, least=1, most=MOST_FEN)
    return amount


def on_paper(options: Iterable[Option]) -> list[Option]:
    """Projects that go on the ballot: accepted, or never checked because the council let its days
    pass.
    """
    return [o for o in options if o.what == PROJECT and o.state in ("offered", "accepted")]


def put_list_to_vote(case: Case, why: str) -> list[Fact]:
    """The winners' list becomes the text, and goes to notice for the formal vote.

    Needs FUNDED.
    """
    p, won = case.proposal, case[FUNDED]
    at = {"proposal": p.proposal_id}
    total = sum(o.cost for o in won)
    note = (
        None if p.effect_note == BALLOT_ADVISES else p.effect_note
    )  # what was waived or named as a breach before the ballot holds for its list too
    effect = "advisory" if note else case.kind.vote["community"].legal_effect
    return [
        f.ListPutToVote(
            projects=[o.option_id for o in won],
            cost=total,
            legal_effect=effect,
            effect_note=note,
            **at,
        ),
        PhaseEntered(phase=None, **at),
        pf.ProposalRevised(
            by=None,
            version_no=p.version_no + 1,
            why="budget",
            consent_until=None,
            title=p.title,
            body=_list_text(case, won, total),
            note=None,
            **at,
        ),
        *enter_notice(case, why, Stage.publish),
    ]


_SAID = {
    "zh": ("拟立项目（按预算投票结果）：", "合计", "{n}. {title}：{cost} 元"),
    "en": ("Projects to be funded, by the budget ballot:", "Sum", "{n}. {title}: {cost} yuan"),
}


def _list_text(case: Case, won: Sequence[Project], total: int) -> str:
    """The text the representatives vote on, in the community's language: their motion names each
    project with its sum. What was erased is named by its place only.
    """
    head, whole, line = _SAID["zh" if case.community.language.startswith("zh") else "en"]
    lines = [
        line.format(n=n, title=o.title or "—", cost=_yuan(o.cost)) for n, o in enumerate(won, 1)
    ]
    return "\n".join(
        [
            case.proposal.body or "",
            "",
            head,
            *lines,
            line.format(n="", title=whole, cost=_yuan(total)).removeprefix(". "),
        ]
    ).strip()


def _yuan(amount: int) -> str:
    whole, rest = divmod(amount, 100)
    return f"{whole:,}" + (f".{rest:02d}" if rest else "")
