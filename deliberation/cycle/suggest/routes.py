"""Pages of 建议: the council, the author's answer, study, legality, recusal."""

from typing import Any

from flask import Blueprint, request

from deliberation.charter.acts import ActName as A
from deliberation.charter.electing import REFUSALS
from deliberation.web import words
from deliberation.web.acting import Attempt, PlainActForm, act_page

from . import acts, forms, task_acts, vetting_acts

blueprint = Blueprint("suggest", __name__)


def _current_text(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.changes.data:
        form.changes.data = attempt.view.row.body


def _candidate(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref
    form.ground.choices = [("", "—"), *((code, words.CODES[code]) for code in REFUSALS)]


act_page(blueprint, A.vet_candidate, forms.VettingForm, lambda f, c: vetting_acts.VetCandidate(
    **c, candidacy_id=f.ref, verdict=f.verdict.data, ground=f.ground.data or None, reasons=f.reasons.data), prepare=_candidate, template="propose/at_candidate.html", anchor="#candidates")
act_page(blueprint, A.give_opinion, forms.OpinionForm, lambda f, c: acts.GiveOpinion(**c, stance=f.stance.data, body=f.body.data))
act_page(blueprint, A.recommend, forms.RecommendForm,
         lambda f, c: acts.Recommend(**c, verdict=f.verdict.data, reasons=f.reasons.data, changes=f.changes.data), prepare=_current_text)
act_page(blueprint, A.answer_recommendation, forms.AnswerForm, lambda f, c: acts.AnswerRecommendation(**c, accepted=f.accepted.data == "yes", note=f.note.data),
         template="suggest/answer_recommendation.html")
act_page(blueprint, A.record_study, forms.StudyForm,
         lambda f, c: acts.RecordStudy(**c, held_on=f.held_on.data.isoformat(), result=f.result.data, opinion=f.opinion.data))
act_page(blueprint, A.review_legality, forms.LegalityForm,
         lambda f, c: acts.ReviewLegality(**c, result=f.result.data, law=f.law.data, article=f.article.data, reasons=f.reasons.data))
act_page(blueprint, A.choose_advisory, PlainActForm, lambda f, c: acts.ChooseAdvisory(**c))
act_page(blueprint, A.refuse_task, forms.RefuseTaskForm, lambda f, c: task_acts.RefuseTask(**c, reasons=f.reasons.data))
act_page(blueprint, A.recuse, forms.RecuseForm, lambda f, c: acts.Recuse(**c, reason=f.reason.data, explanation=f.explanation.data))
