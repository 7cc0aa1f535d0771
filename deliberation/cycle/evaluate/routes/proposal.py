"""The page of 评: rating what was done."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.evaluate.acts import proposal as acts
from deliberation.cycle.evaluate.blueprint import blueprint
from deliberation.cycle.evaluate.forms import proposal as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.rate,
    forms.RateForm,
    lambda f, c: acts.Rate(**c, score=int(f.score.data), body=f.body.data),
    prepare=lambda f, attempt: f.ask(attempt.view.matter),
)
