"""The page of who is in charge."""

from typing import Any

from flask import g

from deliberation.charter.acts import ActName as A
from deliberation.cycle.carry_out.acts import assigning as acts
from deliberation.cycle.carry_out.blueprint import blueprint
from deliberation.cycle.carry_out.forms import assigning as forms
from deliberation.readings.people import organisations
from deliberation.record.engines import db
from deliberation.web.acting import act_page
from deliberation.web.phrases import gettext as _
from deliberation.web.places import Attempt


def _organisations(form: Any, attempt: Attempt) -> None:
    form.organisation_id.choices = [("", _("Please choose"))] + organisations.listed(
        db.session, g.community.id
    )


act_page(
    blueprint,
    A.assign,
    forms.AssignForm,
    lambda f, c: acts.Assign(
        **c,
        organisation_id=f.organisation_id.data,
        finish_on=f.finish_on.data.isoformat(),
        task=f.task.data,
    ),
    prepare=_organisations,
)
