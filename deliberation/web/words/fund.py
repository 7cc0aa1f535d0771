"""The words of the community's fund: budget rounds, checks, spending; merged into `web.words`."""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ACT: dict[str, tuple[Any, Any]] = {
    "propose_project": (
        _l("Offer a project"),
        _l(
            "Everybody can read it, with your masked name. The council checks what it costs; "
            "then it stands on the ballot."
        ),
    ),
    "withdraw_project": (
        _l("Take my project off"),
        _l("It no longer stands for the ballot. It stays readable as taken off."),
    ),
    "check_project": (
        _l("Check the projects"),
        _l(
            "Accept a project with what it really costs, or refuse it by the list, with "
            "reasons. What is not checked in time goes on, marked."
        ),
    ),
    "check_cost": (
        _l("Check what it costs"),
        _l(
            "Your check stands beside the author’s estimate. What the list excludes is "
            "passed on, and its author may appeal to the supervisors."
        ),
    ),
    "record_spend": (
        _l("Record spending"),
        _l(
            "A sum spent or given back, with its document. Everybody sees it; the "
            "supervisors look at each payment."
        ),
    ),
    "strike_spend": (
        _l("Strike an entry made by mistake"),
        _l("It no longer counts; it stays readable with your reason."),
    ),
    "audit_spend": (
        _l("Look at a payment"),
        _l("In order, or questioned with a note. Everybody can read it, in your own name."),
    ),
}
CLOCK_ACT: dict[str, Any] = {
    "end_call": _l("the call for projects is over"),
    "mark_spend": _l("no supervisor looked at the payment: noted"),
}
OFFICE_ACT: dict[str, Any] = {"open_budget_round": _l("Open a budget round")}
FACT: dict[str, Any] = {
    "cost_named": _l("The author named what it costs"),
    "budget_round_opened": _l("A budget round was opened"),
    "cost_checked": _l("The council checked what it costs"),
    "list_put_to_vote": _l("The list of the budget ballot goes to the formal vote"),
    "spend_recorded": _l("Spending was recorded"),
    "spend_struck": _l("An entry of spending was struck"),
    "spend_audited": _l("A supervisor looked at a payment"),
    "spend_unaudited": _l("No supervisor looked at a payment in time"),
}
CODES: dict[str, Any] = {
    "negative_list": _l("on the list of what the fund never pays for"),
    "over_budget": _l("costs more than the whole budget"),
    "spent": _l("spent"),
    "project_offered": _l("not checked yet"),
    "project_unchecked": _l("not checked by the council"),
    "project_accepted": _l("checked"),
    "project_refused": _l("not accepted"),
    "project_withdrawn": _l("taken off"),
    "ok": _l("in order"),
    "questioned": _l("questioned"),
    "silent_audit": _l("not looked at in time"),
    "open_audit": _l("the supervisors have not looked yet"),
    "form_approve": _l("Tick every project you support"),
    "form_points": _l("Share out points"),
    "form_rank": _l("Rank projects"),
    "rule_greedy/1": _l("most support first, as long as the money lasts"),
    "rule_equal-shares/1": _l("equal shares: every voter has the same part of the money"),
    "votes_budget": _l("All residents from 18"),
    "votes_budget_reps": _l("The representatives"),
    "budget": _l("list of the budget ballot"),
}
EFFECT_NOTE: dict[str, Any] = {
    "budget_ballot": _l(
        "The budget ballot advises: the representatives then vote formally on its list."
    )
}
REASON: dict[str, Any] = {
    "no_fund_here": _l("The rules of this community know no fund."),
    "cost_missing": _l("It spends the community’s money: please name what it costs, in yuan."),
    "not_a_fund": _l("This is no matter of the fund."),
    "not_a_round": _l("No budget round is under way here."),
    "round_goes_its_way": _l(
        "A budget round has its own way: projects are offered, checked and voted on. It is "
        "not co-signed, merged or taken off the table."
    ),
    "more_than_budget": _l("That is more than the whole budget."),
    "not_your_project": _l("Only whoever offered it can take it off."),
    "too_many_projects": _l(
        "You have offered %(most)s projects in this round already. You may take one off."
    ),
    "not_resolved": _l("The money has not been resolved yet."),
    "more_than_left": _l("More cannot have been given back than is left."),
}
NUMBER: dict[str, Any] = {
    "gather.costly_fen": _l("Above this sum more co-signatures are needed"),
    "gather.costly_residents": _l("Co-signatures needed above that sum"),
    "vote.budget.days": _l("Budget ballot: days it is open"),
    "vote.budget.min_working_days": _l("Budget ballot: working days in it, at least"),
    "vote.budget.quorum": _l("Budget ballot: quorum"),
    "vote.budget.repeat_days": _l("Budget ballot: days for a repeat"),
    "vote.budget.recusal_leaves_base": _l("Budget ballot: who takes no part leaves the base"),
    "vote.budget_reps.days": _l("Budget ballot of representatives: days it is open"),
    "vote.budget_reps.min_working_days": _l(
        "Budget ballot of representatives: working days in it, at least"
    ),
    "vote.budget_reps.quorum": _l("Budget ballot of representatives: quorum"),
    "vote.budget_reps.repeat_days": _l("Budget ballot of representatives: days for a repeat"),
    "vote.budget_reps.recusal_leaves_base": _l(
        "Budget ballot of representatives: who takes no part leaves the base"
    ),
    "fund.call_days_min": _l("Days of a call for projects, at least"),
    "fund.call_days_max": _l("Days of a call for projects, at most"),
    "fund.projects_per_person": _l("Projects one resident may offer in a round"),
    "fund.points": _l("Points each voter shares out"),
    "fund.audit_working_days": _l("Working days of the supervisors to look at a payment"),
}
