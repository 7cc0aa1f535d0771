"""Pages of 建议: the council, the author's answer, study, legality, recusal."""

from typing import Any

from flask import request
from flask_babel import get_locale

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.election import REFUSALS
from deliberation.charter.matters.fund import OVER_BUDGET
from deliberation.cycle.suggest.acts import answer as answer_acts
from deliberation.cycle.suggest.acts import fund as fund_acts
from deliberation.cycle.suggest.acts import legality as legality_acts
from deliberation.cycle.suggest.acts import proposal as acts
from deliberation.cycle.suggest.acts import study as study_acts
from deliberation.cycle.suggest.acts import task as task_acts
from deliberation.cycle.suggest.acts import vetting as vetting_acts
from deliberation.cycle.suggest.blueprint import blueprint
from deliberation.cycle.suggest.forms import proposal as forms
from deliberation.web.acting import Attempt, PlainActForm, act_page
from deliberation.web.phrases import gettext as _
from deliberation.web.values.money import plain
from deliberation.web.words import base as words
from deliberation.web.words.base import CODES


def _current_text(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.changes.data:
        form.changes.data = attempt.view.row.body


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


def _candidate(form: Any, attempt: Attempt) -> None:
    form.ref = attempt.ref
    form.ground.choices = [("", "—"), *((code, words.CODES[code]) for code in REFUSALS)]


act_page(
    blueprint,
    A.vet_candidate,
    forms.VettingForm,
    lambda f, c: vetting_acts.VetCandidate(
        **c,
        candidacy_id=f.ref,
        verdict=f.verdict.data,
        ground=f.ground.data or None,
        reasons=f.reasons.data,
    ),
    prepare=_candidate,
    template="propose/election/at_candidate.html",
    anchor="#candidates",
)
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
    A.answer_recommendation,
    forms.AnswerForm,
    lambda f, c: answer_acts.AnswerRecommendation(
        **c, accepted=f.accepted.data == "yes", note=f.note.data
    ),
    template="suggest/answer_recommendation.html",
)
act_page(
    blueprint,
    A.record_study,
    forms.StudyForm,
    lambda f, c: study_acts.RecordStudy(
        **c, held_on=f.held_on.data.isoformat(), result=f.result.data, opinion=f.opinion.data
    ),
)
act_page(
    blueprint,
    A.review_legality,
    forms.LegalityForm,
    lambda f, c: legality_acts.ReviewLegality(
        **c, result=f.result.data, law=f.law.data, article=f.article.data, reasons=f.reasons.data
    ),
)
act_page(blueprint, A.choose_advisory, PlainActForm, lambda f, c: study_acts.ChooseAdvisory(**c))
act_page(
    blueprint,
    A.refuse_task,
    forms.RefuseTaskForm,
    lambda f, c: task_acts.RefuseTask(**c, reasons=f.reasons.data),
)
act_page(
    blueprint,
    A.check_project,
    forms.CheckProjectForm,
    lambda f, c: fund_acts.CheckProject(
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
    lambda f, c: fund_acts.CheckCost(
        **c, cost=f.cost.fen, code=f.fund_reason.data or None, reasons=f.reasons.data
    ),
    prepare=_cost,
    template="suggest/check_cost.html",
    anchor="#fund",
)
act_page(
    blueprint,
    A.recuse,
    forms.RecuseForm,
    lambda f, c: acts.Recuse(**c, reason=f.reason.data, explanation=f.explanation.data),
)
