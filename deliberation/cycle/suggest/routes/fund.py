"""Pages of what the council checks of the fund: a project, a cost."""

from typing import Any

from flask import request
from flask_babel import get_locale

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.fund import OVER_BUDGET
from deliberation.cycle.suggest.acts import fund as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import fund as forms
from deliberation.web.acting import act_page
from deliberation.web.phrases import gettext as _
from deliberation.web.places import Attempt
from deliberation.web.values.money import plain
from deliberation.web.words.base import CODES


def _negative(attempt: Attempt) -> list[tuple[str, str]]:
    book, language = attempt.case.rulebook, str(get_locale())
    return [(n.id, book.negative_text(n.id, language)) for n in book.fund.negative]


def _project(form: Any, attempt: Attempt) -> None:
    """The project the address names; without one, the page lists those still to be checked."""
    form.ref = attempt.ref
    form.project = (
        next((o for o in attempt.view.fund.projects if o.option_id == attempt.ref), None)
        if attempt.view.fund
        else None
    )
    form.fund_reason.choices = [
        ("", _("It is accepted")),
        *_negative(attempt),
        (OVER_BUDGET, CODES[OVER_BUDGET]),
    ]
    if request.method == "GET" and form.project and not form.cost.data:
        form.cost.data = plain(form.project.cost)


def _cost(form: Any, attempt: Attempt) -> None:
    form.fund_reason.choices = [
        ("", _("Yes, nothing on the list excludes it")),
        *_negative(attempt),
    ]
    if request.method == "GET" and not form.cost.data and attempt.view.row.cost:
        form.cost.data = plain(attempt.view.row.cost)


act_page(
    blueprint,
    A.check_project,
    forms.CheckProjectForm,
    lambda f, c: acts.CheckProject(
        **c,
        option_id=f.ref,
        verdict=f.verdict.data,
        cost=f.cost.fen,
        code=f.fund_reason.data or None,
        reasons=f.reasons.data,
    ),
    prepare=_project,
    template="suggest/check_project.html",
    anchor="#fund",
)
act_page(
    blueprint,
    A.check_cost,
    forms.CheckCostForm,
    lambda f, c: acts.CheckCost(
        **c, cost=f.cost.fen, code=f.fund_reason.data or None, reasons=f.reasons.data
    ),
    prepare=_cost,
    template="suggest/check_cost.html",
    anchor="#fund",
)
