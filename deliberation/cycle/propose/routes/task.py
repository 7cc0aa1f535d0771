"""申请准入: the page where an organisation applies for a task to be taken on.

Imported for its routes by the application.
"""

from typing import Any

from flask import g
from flask_babel import get_locale
from wtforms import SelectField, StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.case import Case
from deliberation.charter.matters.task import TASK, earliest_start
from deliberation.charter.roles import Role
from deliberation.cycle.propose.acts.task import ApplyForTask
from deliberation.cycle.propose.blueprint import blueprint
from deliberation.readings.people import organisations
from deliberation.record.engines import db
from deliberation.web.beginning import begin
from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.forms.files import TAKES_FILES, FilesField
from deliberation.web.forms.numbers import DayField
from deliberation.web.forms.typed import given, written
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


class TaskForm(CivicForm):
    """What an application names: the task, its basis, period, cost, and the money that comes with
    it.
    """

    organisation_id = SelectField(_l("For which organisation"), choices=[], validate_choice=False)
    title = StringField(
        _l("The task in one line"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l(
            "What the community is asked to do: who, what, how often, with which people and "
            "equipment"
        ),
        [filled()],
        render_kw={"maxlength": 5000},
    )
    basis = TextAreaField(
        _l("Legal basis: law and article, or document and number"),
        [filled()],
        render_kw={"maxlength": 2000},
    )
    listed = SelectField(_l("Is it on the community’s list?"), choices=[], validate_choice=False)
    starts_on = DayField(_l("First day wished for"))
    ends_on = DayField(_l("Last day"))
    cost = YuanField(_l("Estimated cost for the whole period, in yuan"))
    promised = YuanField(
        _l("Money your organisation promises for it, in yuan"),
        description=_l(
            "The cost of a delegated task is borne by the department that delegates it (Art 43)."
        ),
    )
    files = FilesField(_l("Photos and files (optional)"))


TAKES_FILES.add("propose.apply_task")


@blueprint.route("/tasks/new", methods=["GET", "POST"])
def apply_task() -> Any:
    """An organisation applies; the application is public at once and stands before the council."""
    return begin(
        A.apply_task,
        TASK,
        TaskForm,
        _choices,
        _application,
        template="propose/task/apply_task.html",
        said=_("Your application stands before the council. Everybody can read it."),
        beside=lambda case: {
            "first": earliest_start(case),
            "tasks": case.rulebook.tasks,
            "days": case.rulebook.kind(TASK).advise,
        },
    )


def _choices(form: TaskForm, case: Case) -> None:
    form.listed.choices = [
        ("", _("Not on the list")),
        *(
            (item.id, case.rulebook.task_text(item.id, str(get_locale())))
            for item in case.rulebook.tasks.listed
        ),
    ]
    names = dict(organisations.listed(db.session, g.community.id))
    mine = [
        o.organisation_id
        for o in case.offices
        if o.role is Role.organisation and o.organisation_id and o.holds(case.now, case.rulebook)
    ]
    if len(set(mine)) > 1:
        form.organisation_id.choices = [(i, names.get(i, i)) for i in dict.fromkeys(mine)]
    else:
        del form.organisation_id


def _application(form: TaskForm) -> ApplyForTask:
    return ApplyForTask(
        act_id=form.attempt_id,
        title=written(form.title),
        body=written(form.body),
        basis=written(form.basis),
        starts_on=given(form.starts_on).isoformat(),
        ends_on=given(form.ends_on).isoformat(),
        cost=form.cost.sum,
        promised=form.promised.sum,
        listed=form.listed.data or None,
        organisation_id=form.organisation_id.data if "organisation_id" in form else None,
        files=form.files.keep(),
    )
