"""The page of the author’s answer to the council."""

from deliberation.charter.acts import ActName as A
from deliberation.cycle.suggest.acts import answer as acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import answer as forms
from deliberation.web.acting import act_page

act_page(
    blueprint,
    A.answer_recommendation,
    forms.AnswerForm,
    lambda f, c: acts.AnswerRecommendation(
        **c, accepted=f.accepted.data == "yes", note=f.note.data
    ),
    template="suggest/answer_recommendation.html",
)
