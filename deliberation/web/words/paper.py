"""The words of ballot papers: plans, projects, candidates, their questions; merged into
`web.words`.
"""

from typing import Any

from deliberation.web.phrases import lazy_gettext as _l

ACT: dict[str, tuple[Any, Any]] = {
    "offer_plan": (
        _l("Add a plan to choose from"),
        _l(
            "Voters choose one of the plans or none of them. Once you submit, the plans stay "
            "as they are."
        ),
    ),
    "record_delegation": (
        _l("Record that the assembly has the representatives decide"),
        _l(
            "The representatives’ meeting votes instead of all residents (Art 30). Everybody "
            "sees the assembly’s decision."
        ),
    ),
    "drop_plan": (_l("Take this plan off"), _l("It is no longer offered. You can write another.")),
}
FACT: dict[str, Any] = {
    "option_offered": _l("Something to choose was offered"),
    "option_decided": _l("It was decided whether it stands on the paper"),
    "phase_entered": _l("What the vote asks was set"),
    "delegation_recorded": _l("The residents’ assembly has the representatives decide"),
    "paper_frozen": _l("The ballot paper was fixed"),
    "paper_counted": _l("The ballot papers were counted"),
}
CODES: dict[str, Any] = {
    "plan": _l("plan"),
    "project": _l("project"),
    "candidate": _l("candidate"),
    "offered": _l("offered"),
    "refused": _l("not accepted"),
    "withdrawn": _l("withdrawn"),
    "first_preferences": _l("first choices"),
    "surplus": _l("surplus"),
    "exclusion": _l("out"),
    "election": _l("elected"),
    "last_vacancies": _l("last seats"),
    "runoff": _l("run-off"),
    "not_transferable": _l("not transferable"),
    "lost": _l("lost in rounding"),
    "quota": _l("quota"),
    "majority": _l("majority"),
    "total": _l("total"),
    "no_support": _l("nobody chose it"),
    "too_dear": _l("more than the money left"),
    "below_threshold": _l("too few points"),
    "excluded": _l("not beside"),
    "after_the_end": _l("after the end"),
}
RULE: dict[str, Any] = {
    "motion/1": _l("For or against"),
    "plurality/1": _l("Most votes"),
    "absolute/1": _l("Majority of those present"),
    "each/1": _l("Majority for each"),
    "approval/1": _l("Most approvals"),
    "greedy/1": _l("By points, as long as the money lasts"),
    "equal-shares/1": _l("Equal shares"),
    "dual-plans/1": _l("Majority by heads and by area"),
    "irv/1": _l("Instant run-off"),
    "scottish-stv/1": _l("Single transferable vote (Scottish rules)"),
    "meek-stv/1": _l("Single transferable vote (Meek)"),
}
BROKEN_BY: dict[str, Any] = {
    "cheaper": _l("The cheaper goes first."),
    "more_supporters": _l("The one with more supporters goes first."),
    "ballot_order": _l("The order of the ballot paper decides."),
    "lot": _l("A lot decides."),
    "prior_stage": _l("The last stage at which they differed decides."),
    "vote_again": _l("They are voted on again."),
}
REASON: dict[str, Any] = {
    "one_plan": _l(
        "One plan is no choice: write at least two, or take it off and describe it in the "
        "text. A covenant has no plans."
    ),
    "no_delegation": _l("This matter is not one the assembly can have the representatives decide."),
    "too_many_options": _l("That is enough: at most %(most)s."),
    "not_on_paper": _l(
        "Question %(question)s: this answer does not fit the paper. Please look at it again; "
        "what you chose is still here."
    ),
    "secret_on_paper": _l(
        "This vote is secret. It is held on paper, in a booth; nobody’s choice is ever "
        "stored beside a name."
    ),
}
