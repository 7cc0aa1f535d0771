"""预算征集: opening a budget round, offering a project, taking it off.

Imported for its routes by the application.
"""

from typing import Any

from flask_babel import get_locale
from wtforms import StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.matters.fund import FUND
from deliberation.charter.rulebook.parts import BUDGET_PHASES
from deliberation.cycle.propose.acts import fund as fund_acts
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import proposal as forms
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.beginning import begin
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.forms.typed import given, written
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.places import Attempt
from deliberation.web.values.money import YuanField
from deliberation.web.words.base import CODES


class RoundForm(CivicForm):
    """What a round names: the sum, what it is for, the last day of the call, who votes and how."""

    title = StringField(
        _l("The round in one line"),
        [filled()],
        description=_l("For example: the community’s fund of 2026."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("What the money is for, and what a project should bring"),
        [filled()],
        render_kw={"maxlength": 5000},
    )
    budget = YuanField(_l("The whole sum, in yuan"))
    call_ends_on = DayField(_l("Last day to offer projects"))
    phase = ChoiceCards(_l("Who votes on the projects?"), [chosen], choices=[])
    method = ChoiceCards(_l("How is the ballot answered and counted?"), [chosen], choices=[])


@blueprint.route("/fund/new", methods=["GET", "POST"])
def open_budget_round() -> Any:
    """The residents' committee or the desk opens a round: public at once, open for projects."""
    return begin(
        A.open_budget_round,
        FUND,
        RoundForm,
        _choices,
        _round,
        template="propose/fund/open_budget_round.html",
        said=_("The round is open. Put up the poster, and tell people."),
        beside=lambda case: {"rules": case.rulebook.fund, "kind": case.rulebook.kind(FUND)},
    )


def _choices(form: RoundForm, case: Case) -> None:
    form.phase.choices = [
        (p, CODES[f"votes_{p}"]) for p in BUDGET_PHASES if p in case.rulebook.kind(FUND).vote
    ]
    form.method.choices = [
        (
            f"{how} {rule}",
            _("%(how)s; %(rule)s", how=CODES[f"form_{how}"], rule=CODES[f"rule_{rule}"]),
        )
        for how, rule in fund_acts.methods(case.rulebook.fund)
    ]


def _round(form: RoundForm) -> fund_acts.OpenBudgetRound:
    how, _space, rule = form.method.data.partition(" ")
    return fund_acts.OpenBudgetRound(
        act_id=form.attempt_id,
        title=written(form.title),
        body=written(form.body),
        budget=form.budget.sum,
        phase=form.phase.data,
        form=how,
        rule=rule,
        call_ends_on=given(form.call_ends_on).isoformat(),
    )


def _against_the_list(form: Any, attempt: Attempt) -> None:
    """What the fund never pays for, and the whole sum, stand beside the form."""
    book = attempt.case.rulebook
    form.negative = [book.negative_text(n.id, str(get_locale())) for n in book.fund.negative]


def _mine(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref
    form.project = (
        next((o for o in attempt.view.fund.projects if o.option_id == attempt.ref), None)
        if attempt.view.fund
        else None
    )


act_page(
    blueprint,
    A.propose_project,
    forms.ProjectForm,
    lambda f, c: fund_acts.ProposeProject(
        **c, title=f.title.data, body=f.body.data, cost=f.cost.fen, files=f.files.keep()
    ),
    prepare=_against_the_list,
    template="propose/fund/project.html",
    anchor="#fund",
)
act_page(
    blueprint,
    A.withdraw_project,
    PlainActForm,
    lambda f, c: fund_acts.WithdrawProject(**c, option_id=f.ref),
    prepare=_mine,
    template="propose/fund/withdraw_project.html",
    anchor="#fund",
)
