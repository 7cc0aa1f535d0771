"""The community's fund: when a matter is a budget round, what a list of winners says, when money
may be spent. Pure.

Called by the acts of every room that a budget round passes through.
"""

from collections.abc import Iterable, Sequence

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact, Obligation
from deliberation.charter.facts.matters import funds as f
from deliberation.charter.facts.proposal import propose as pf
from deliberation.charter.facts.vote.papers import PhaseEntered
from deliberation.charter.moves import enter_notice, in_office
from deliberation.charter.needs.money import FUNDED, THE_FUND, Project
from deliberation.charter.needs.papers import OPTIONS, Option
from deliberation.charter.needs.rows import Proposal, filled
from deliberation.charter.reasons import Reason, refuse
from deliberation.charter.roles import Role
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.charter.subjects import the_proposal
from deliberation.charter.subjects.proposal import Stage

from .base import Matter, Question, Said

FUND = "fund"
PROJECT = "project"
OVER_BUDGET = "over_budget"
NEGATIVE_LIST = "negative_list"
BALLOT_ADVISES = (
    "budget_ballot"  # the note on the legal effect of a budget ballot that only advises
)
SPENDING = ("spent", "given_back")
AUDITS = ("ok", "questioned")
UNAUDITED = ("open", "silent", "explained")  # a payment a supervisor may look at, again or late
TIMED = ("open", "explained")  # of those, the ones the clock still waits for
MOST_FEN = 10**13
# Asked of projects; and what a round has no use for before its list is resolved.
OF_A_ROUND = (A.propose_project, A.withdraw_project, A.end_call, A.check_project)
NOT_OF_A_ROUND = (A.cosign, A.assign)
# After these it may be before the council.
TO_THE_COUNCIL = (
    A.bring_to_council,
    A.decide_appeal,
    A.reopen_in_silence,
    A.take_up,
    A.adopt_in_silence,
    A.end_call,
    A.return_once,
)
NOT_A_ROUND = Reason("not_a_round")


def in_budget_phase(proposal: Proposal) -> bool:
    """Whether it is a budget round whose budget ballot is not over yet. `proposal`: a row."""
    return proposal.phase in BUDGET_PHASES


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
    return [
        _list(case, won),
        PhaseEntered(phase=None, subject=case.about),
        _revised(p, _list_text(case, won)),
        *enter_notice(case, why, Stage.publish),
    ]


def _list(case: Case, won: Sequence[Project]) -> f.ListPutToVote:
    """The projects with their sum. What was waived or named as a breach before the ballot holds for
    its list too.
    """
    p = case.proposal
    note = None if p.effect_note == BALLOT_ADVISES else p.effect_note
    return f.ListPutToVote(
        projects=[o.option_id for o in won],
        cost=sum(o.cost for o in won),
        legal_effect="advisory" if note else case.kind.vote["community"].legal_effect,
        effect_note=note,
        subject=case.about,
    )


def _revised(p: Proposal, body: str) -> pf.ProposalRevised:
    """The text nobody wrote: it names the winners of the budget ballot."""
    return pf.ProposalRevised(
        by=None,
        version_no=p.version_no + 1,
        why="budget",
        consent_until=None,
        title=p.title,
        body=body,
        note=None,
        subject=the_proposal(p.proposal_id),
    )


_SAID = {
    "zh": ("拟立项目（按预算投票结果）：", "合计", "{n}. {title}：{cost} 元"),
    "en": ("Projects to be funded, by the budget ballot:", "Sum", "{n}. {title}: {cost} yuan"),
}


def _list_text(case: Case, won: Sequence[Project]) -> str:
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
            line.format(n="", title=whole, cost=_yuan(sum(o.cost for o in won))).removeprefix(". "),
        ]
    ).strip()


def _yuan(amount: int) -> str:
    whole, rest = divmod(amount, 100)
    return f"{whole:,}" + (f".{rest:02d}" if rest else "")


def _spends(case: Case) -> bool:
    """The desk, and the organisation in charge."""
    wanted = case.proposal.organisation_id
    return case.proposal.outcome == "passed" and (
        Role.clerk in case.roles()
        or (Role.committee_member in case.roles() and wanted is None)
        or case.speaks_for(wanted)
    )


class FundMatter(Matter):
    """A budget round, or one matter that spends the community's money."""

    def bars(self, act: A, case: Case) -> Reason | None:
        round_now = in_budget_phase(case.proposal)
        if act in NOT_OF_A_ROUND and round_now:
            return Reason("round_goes_its_way")
        if act in OF_A_ROUND and not round_now:
            return NOT_A_ROUND
        return super().bars(act, case)

    def at_submit(self, case: Case, said: Said) -> list[Fact]:
        """What it costs, in fen."""
        if said.cost is None:
            raise refuse("cost_missing", field="cost")
        cost = a_sum(said.cost, "cost")
        return [f.CostNamed(by=case.me, cost=cost, subject=case.about)]

    def merges(self, proposal: Proposal) -> bool:
        return not in_budget_phase(proposal)

    def before_withdrawal(self, case: Case) -> None:
        """What residents offered is not taken off the table by whoever opened the round."""
        if in_budget_phase(case.proposal) and any(o.state != "withdrawn" for o in case[OPTIONS]):
            raise refuse("round_goes_its_way")

    def before_council(self, case: Case) -> list[Obligation]:
        """What each project really costs, or the one matter, is looked at."""
        if not in_budget_phase(case.proposal):
            fund = case.given(THE_FUND)
            unchecked = fund.budget is None and fund.checked_at is None
            return [in_office(case, A.check_cost, Role.councillor)] if unchecked else []
        return [
            in_office(case, A.check_project, Role.councillor, ref=o.option_id, not_by=(o.by,))
            for o in case[OPTIONS]
            if o.what == PROJECT and o.state == "offered"
        ]

    def empty(self, case: Case) -> bool:
        """A round without a project."""
        return in_budget_phase(case.proposal) and not on_paper(case[OPTIONS])

    def resolved(self, case: Case, why: str) -> list[Fact]:
        """The winners of a budget ballot go to the formal vote; what that resolved is work."""
        if in_budget_phase(case.proposal):
            return put_list_to_vote(case, why)
        return super().resolved(case, why)


MATTER = FundMatter(
    name=FUND,
    question=Question("spends_money", rank=40, place=30),
    asks=("cost",),
    own={
        **dict.fromkeys(OF_A_ROUND, NOT_A_ROUND),
        **dict.fromkeys(
            (A.check_cost, A.record_spend, A.strike_spend, A.audit_spend, A.mark_spend),
            Reason("not_a_fund"),
        ),
    },
    fits={
        A.propose_project: lambda case: case.now < filled(case.proposal.due_at),
        A.check_cost: lambda case: (
            case.proposal.cost is not None and case.proposal.council_state == "pending"
        ),
        A.record_spend: _spends,
    },
    reads=frozenset({THE_FUND, FUNDED}),
    needs={
        A.end_objections: frozenset({FUNDED}),
        **dict.fromkeys(TO_THE_COUNCIL, frozenset({THE_FUND})),
    },
    reading="fund",
    page="public/fund/_fund.html",
)
