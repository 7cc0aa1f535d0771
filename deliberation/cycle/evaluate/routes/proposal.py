"""The page of 评: rating what was done."""

from flask import Blueprint

from deliberation.charter.acts import ActName as A
from deliberation.cycle.evaluate.acts import proposal as acts
from deliberation.cycle.evaluate.forms import proposal as forms
from deliberation.web.acting import act_page

blueprint = Blueprint("evaluate", __name__)
act_page(
    blueprint,
    A.rate,
    forms.RateForm,
    lambda f, c: acts.Rate(**c, score=int(f.score.data), body=f.body.data),
)
