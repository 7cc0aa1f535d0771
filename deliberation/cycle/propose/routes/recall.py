"""Pages of a recall up to the vote: demanding it, joining the demand, answering it."""

from typing import Any

from flask import abort, g, make_response, request, url_for
from wtforms import BooleanField, StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.reasons import Reason
from deliberation.cycle.propose.acts.elections import defence as defence_acts
from deliberation.cycle.propose.acts.elections import recall as recall_acts
from deliberation.cycle.propose.acts.elections.recall import RECALL
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.readings.matters import people_meant, recalls
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.beginning import begin
from deliberation.web.errors.pages import page
from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.places import Attempt
from deliberation.web.words.base import say


class DemandForm(CivicForm):
    """Facts and reasons."""

    title = StringField(
        _l("The demand in one line"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("Facts and reasons"),
        [filled()],
        render_kw={"maxlength": 5000},
        description=_l(
            "Everybody can read them, and whom they concern may answer. State facts you can show."
        ),
    )
    other_facts = BooleanField(
        _l("These are other facts and reasons than in an earlier demand that failed")
    )


@blueprint.route("/offices/<office_id>/demand-recall", methods=["GET", "POST"])
def demand_recall(office_id: str) -> Any:
    """Demand that somebody be recalled; the first name under the demand is one's own."""
    return begin(
        A.demand_recall,
        RECALL,
        DemandForm,
        lambda form, case: _concerned(form, case, office_id),
        lambda form: recall_acts.DemandRecall(
            act_id=form.act_id.data,
            office_id=office_id,
            title=form.title.data,
            body=form.body.data,
            other_facts=form.other_facts.data,
        ),
        template="propose/election/demand_recall.html",
        said=_("Your demand is public. Others may now join it by name."),
        beside=lambda case: {"rule": case.rulebook.kinds[RECALL].recall},
    )


def _concerned(form: Any, case: Case, office_id: str) -> None:
    """The office of the address: one to be recalled from, without a demand one may join."""
    form.office = people_meant.office_named(db.session, g.community.id, office_id)
    if form.office is None or form.office.role != case.rulebook.kinds[RECALL].recall.role:
        abort(404)
    running = recalls.running(db.session, g.community.id).get(form.office.person_id)
    if running and request.method == "GET":  # what was sent already is judged by the act
        there = url_for("public.proposal", proposal_id=running)
        abort(make_response(page(409, [say(Reason("recall_open"))], there)))


class StatementForm(CivicForm):
    """The defence."""

    statement = TextAreaField(
        _l("Your answer to the demand"), [filled()], render_kw={"maxlength": 5000}
    )


def _defence_so_far(form: Any, attempt: Attempt) -> None:
    if request.method == "GET" and not form.statement.data and attempt.view.recall:
        form.statement.data = attempt.view.recall.row.defence


act_page(
    blueprint,
    A.join_recall,
    PlainActForm,
    lambda f, c: recall_acts.JoinRecall(**c),
    template="propose/election/recall.html",
    anchor="#recall",
)
act_page(
    blueprint,
    A.defend_recall,
    StatementForm,
    lambda f, c: defence_acts.DefendRecall(**c, statement=f.statement.data),
    prepare=_defence_so_far,
    template="propose/election/recall.html",
    anchor="#recall",
)
