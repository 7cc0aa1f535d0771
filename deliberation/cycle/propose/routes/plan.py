"""Pages of the plans one may choose between: offering one more, dropping one."""

from typing import Any

from flask import abort, g

from deliberation.charter.acts import ActName as A
from deliberation.cycle.propose.acts import plan as plan_acts
from deliberation.cycle.propose.addressed import entry_named
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.cycle.propose.forms import proposal as forms
from deliberation.readings.vote import ballot_papers
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.places import Attempt


def _plans(form: Any, attempt: Attempt) -> None:
    """The plans there are; the one the address names, for taking it off."""
    form.plans = [
        o
        for o in ballot_papers.offered(db.session, g.community.id, attempt.view.row.proposal_id)
        if o.what == "plan" and o.state == "accepted"
    ]
    form.plan = next((o for o in form.plans if o.option_id == attempt.ref), None)
    if attempt.ref and form.plan is None:
        abort(404)


act_page(
    blueprint,
    A.offer_plan,
    forms.PlanForm,
    lambda f, c: plan_acts.OfferPlan(**c, title=f.title.data, body=f.body.data),
    prepare=_plans,
    straight=True,
    template="propose/proposal/plan.html",
    anchor="#plans",
)
act_page(
    blueprint,
    A.drop_plan,
    PlainActForm,
    lambda f, c: plan_acts.DropPlan(**c, option_id=entry_named() or ""),
    prepare=_plans,
    straight=True,
    template="propose/proposal/plan.html",
    anchor="#plans",
)
