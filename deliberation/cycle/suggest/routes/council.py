"""Pages of the council: opinions, the recommendation, recusal."""

from typing import Any

from flask import request

from deliberation.charter.acts import ActName as A
from deliberation.cycle.suggest.acts import council as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import council as forms
from deliberation.web.acting import act_page
from deliberation.web.places import Attempt


def _current_text(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.changes.data:
        form.changes.data = attempt.view.row.body


act_page(
    blueprint,
    A.give_opinion,
    forms.OpinionForm,
    lambda f, c: acts.GiveOpinion(**c, stance=f.stance.data, body=f.body.data),
)
act_page(
    blueprint,
    A.recommend,
    forms.RecommendForm,
    lambda f, c: acts.Recommend(
        **c, verdict=f.verdict.data, reasons=f.reasons.data, changes=f.changes.data
    ),
    prepare=_current_text,
)
act_page(
    blueprint,
    A.recuse,
    forms.RecuseForm,
    lambda f, c: acts.Recuse(**c, reason=f.reason.data, explanation=f.explanation.data),
)
