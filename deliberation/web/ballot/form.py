"""The form of a ballot, whoever fills it in: the voter, who votes for them, or the clerk beside
them. A motion is one choice of three, a paper is a sheet of questions.

A page calls `lay` with the round's paper before it validates; then `choice` holds what would be
cast, and its errors say what is wrong with the sheet.
"""

from typing import Any

from flask import request
from wtforms import Field
from wtforms.validators import StopValidation

from deliberation.counting.motion.motion import CHOICES
from deliberation.readings.vote.ballot_papers import Paper
from deliberation.web.forms import lean
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l

from . import sheet as ballot_sheet

VERDICTS = [
    ("for", _l("For")),
    ("against", _l("Against")),
    ("abstain", _l("Abstain (counts as present, with the effect of not being for)")),
]


def answered(form: Any, field: Field) -> None:
    """A motion: one of three. A paper: every question, and nothing it does not allow."""
    if form.sheet is None:
        chosen(form, field)
        return
    several, field.data = len(form.sheet.questions) > 1, form.sheet.text
    wrong: list[str] = []
    for q in form.sheet.wrong:
        text = " ".join([*q.errors, *q.beside.values()])
        wrong.append(
            _("Question %(n)s: %(wrong)s", n=q.asked.number, wrong=text) if several else text
        )
    if form.sheet.text is None and not form.sheet.wrong:  # a choice this paper never allowed
        wrong.append(_("This does not fit the paper. Please look at it again."))
    field.errors = [*field.errors, *wrong]
    if field.errors:
        raise StopValidation


class BallotForm(CivicForm):
    """For, against, abstain; or the answers of a paper, whose fields stand in `sheet`.

    What is cast is judged by the act.
    """

    paper: Any = None
    sheet: Any = None
    choice = ChoiceCards(_l("Your choice"), [answered], validate_choice=False, choices=VERDICTS)

    @classmethod
    def first_look(cls) -> Any:
        """A ballot of a motion is one of three words."""
        return lean.looked_at({"choice": CHOICES})

    def lay(self, paper: Paper | None, before: str | None = None, only: int | None = None) -> None:
        """Put this round's paper before the reader, filled in as it was posted, as it came back
        after signing in, or as it was cast before. `only`: the one question to answer.
        """
        self.paper = paper
        if paper is None:
            return
        if request.method == "POST" and "choice" in request.form:  # from the confirm page
            self.sheet = ballot_sheet.of_choice(paper, request.form["choice"]).only(only)
        elif request.method == "POST":
            self.sheet = ballot_sheet.of_form(paper, request.form, only)
        elif self.shown_again is not None:
            self.sheet = ballot_sheet.as_typed(paper, self.shown_again).only(only)
        else:
            self.sheet = ballot_sheet.of_choice(paper, before or "").only(only)
