"""The page of the legality review."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.suggest.acts import legality as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import legality as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.review_legality,
    forms.LegalityForm,
    lambda f, c: acts.ReviewLegality(
        **c, result=f.result.data, law=f.law.data, article=f.article.data, reasons=f.reasons.data
    ),
)
