"""The form of a correction: what was wrong with an entry of the desk, and what is right."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, filled


class CorrectionForm(CivicForm):
    """What was wrong, and what is right. Fields that do not fit the act are taken out."""

    what = ChoiceCards(
        _l("What was wrong?"),
        choices=[
            ("words", _l("What was entered (the person is right)")),
            ("person", _l("The person it was entered for")),
        ],
        validate_choice=False,
    )
    body = TextAreaField(_l("The right words"))
    score = ChoiceCards(_l("The right score"), choices=[], validate_choice=False)
    right_person = RadioField(_l("Who was it?"), choices=[], validate_choice=False)
    slip = StringField(_l("Number of the signed slip"), [filled()], render_kw={"maxlength": 40})
    reason = TextAreaField(_l("How did it happen? (shown)"), [filled()])
