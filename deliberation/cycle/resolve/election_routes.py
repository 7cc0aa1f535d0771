"""Pages of elections after the count: a second round, the confirmation, filing and handing over. Imported for its routes by the application."""

from typing import Any

from flask import Flask
from wtforms import DateField, StringField

from deliberation.charter.acts import ActName as A
from deliberation.charter.electing import FILED, HANDED_OVER
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.forms import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.phrases import lazy_gettext as _l

from . import election_acts
from .routes import blueprint


def init_app(app: Flask) -> None:
    """The routes hang on the room's blueprint; importing this module adds them."""


class ConfirmForm(CivicForm):
    """The document it rests on."""

    document = StringField(_l("Document: the election committee’s record of the poll, its number or date"), [filled()], render_kw={"maxlength": 200})


class FilingForm(CivicForm):
    """What was done, when, by which document."""

    what: Any = ChoiceCards(_l("What was done"), [chosen], choices=[(FILED, _l("Filed with the sub-district office")), (HANDED_OVER, _l("The office was handed over"))])
    done_on = DateField(_l("Day"), [chosen], format="%Y-%m-%d")
    document = StringField(_l("Document: receipt or list"), [filled()], render_kw={"maxlength": 200})


act_page(blueprint, A.call_second_round, PlainActForm, lambda f, c: election_acts.CallSecondRound(**c), anchor="#candidates")
act_page(blueprint, A.confirm_election, ConfirmForm, lambda f, c: election_acts.ConfirmElection(**c, document=f.document.data), template="resolve/confirm_election.html",
         anchor="#candidates")
act_page(blueprint, A.file_election, FilingForm, lambda f, c: election_acts.FileElection(
    **c, what=f.what.data, done_on=f.done_on.data.isoformat(), document=f.document.data), anchor="#candidates")
