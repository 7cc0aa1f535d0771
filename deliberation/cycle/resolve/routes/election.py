"""Pages of elections after the count: a second round, the confirmation, filing and handing over.

Imported for its routes by the application.
"""

from typing import Any

from flask import g, request
from wtforms import SelectField, StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.election import FILED, HANDED_OVER, REFUSALS
from deliberation.charter.numbers import whole
from deliberation.cycle.resolve.acts.elections import confirming as confirming_acts
from deliberation.cycle.resolve.acts.elections import filing as filing_acts
from deliberation.cycle.resolve.acts.elections import second_round as election_acts
from deliberation.cycle.resolve.acts.elections import written_in as written_in_acts
from deliberation.cycle.resolve.blueprint import blueprint
from deliberation.readings.matters import people_meant
from deliberation.record.engines import db
from deliberation.web.acting import PlainActForm, act_page
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.places import Attempt
from deliberation.web.words import base as words


class ConfirmForm(CivicForm):
    """The document it rests on."""

    document = StringField(
        _l("Document: the election committee’s record of the poll, its number or date"),
        [filled()],
        render_kw={"maxlength": 200},
    )


class NamedForm(CivicForm):
    """Whom the name means, and whether they may hold the office."""

    verdict = ChoiceCards(
        _l("May they hold the office?"),
        [chosen],
        choices=[
            ("accepted", _l("Yes: the person below is meant")),
            ("refused", _l("No: the seat is open")),
        ],
    )
    name = StringField(_l("Full name of whom the ballots mean"), render_kw={"maxlength": 80})
    room = StringField(
        _l("Their room number, if several have that name (optional)"), render_kw={"maxlength": 40}
    )
    woman = ChoiceCards(
        _l("This person is"),
        choices=[("yes", _l("a woman")), ("no", _l("a man"))],
        validate_choice=False,
        description=_l("Only counted: the law asks that a woman be among the members (Art 8)."),
    )
    ground = SelectField(_l("If not: the ground"), choices=[], validate_choice=False)
    reasons = TextAreaField(_l("Reasons"), render_kw={"maxlength": 2000})


def _written(form: Any, attempt: Attempt) -> None:
    """The name the address speaks of, "member-1"."""
    post, _dash, number = (attempt.ref or "").rpartition("-")
    form.post, form.number = (
        post,
        whole(number, most=99_999) or 0,
    )
    form.ground.choices = [("", "—"), *((code, words.CODES[code]) for code in REFUSALS)]
    known = (
        attempt.view.election.written(attempt.view.row.round_no, form.post, form.number)
        if attempt.view.election
        else None
    )
    form.written = known
    if request.method == "GET" and known and not form.name.data:
        form.name.data = known.name


def _meant(form: Any) -> str:
    return (
        people_meant.adult_named(db.session, g.community.id, form.name.data or "", form.room.data)
        or ""
    )


class FilingForm(CivicForm):
    """What was done, when, by which document."""

    what: Any = ChoiceCards(
        _l("What was done"),
        [chosen],
        choices=[
            (FILED, _l("Filed with the sub-district office")),
            (HANDED_OVER, _l("The office was handed over")),
        ],
    )
    done_on = DayField(_l("Day"))
    document = StringField(
        _l("Document: receipt or list"), [filled()], render_kw={"maxlength": 200}
    )


act_page(
    blueprint,
    A.call_second_round,
    PlainActForm,
    lambda f, c: election_acts.CallSecondRound(**c),
    anchor="#candidates",
)
act_page(
    blueprint,
    A.name_written_in,
    NamedForm,
    lambda f, c: written_in_acts.NameWrittenIn(
        **c,
        post=f.post,
        write_in_no=f.number,
        verdict=f.verdict.data,
        person_id=_meant(f) if f.verdict.data == "accepted" else "",
        woman={"yes": True, "no": False}.get(f.woman.data),
        ground=f.ground.data or None,
        reasons=f.reasons.data,
    ),
    prepare=_written,
    template="resolve/name_written_in.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.confirm_election,
    ConfirmForm,
    lambda f, c: confirming_acts.ConfirmElection(**c, document=f.document.data),
    template="resolve/confirm_election.html",
    anchor="#candidates",
)
act_page(
    blueprint,
    A.file_election,
    FilingForm,
    lambda f, c: filing_acts.FileElection(
        **c, what=f.what.data, done_on=f.done_on.data.isoformat(), document=f.document.data
    ),
    anchor="#candidates",
)
