"""Forms of the roster's life and of what residents ask about their own entry."""

from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.numbers import DayField
from deliberation.web.phrases import lazy_gettext as _l


def _since() -> DayField:
    return DayField(_l("Since when?"))


def _why() -> TextAreaField:
    return TextAreaField(
        _l("Why? What does it rest on?"), [filled()], render_kw={"maxlength": 1000}
    )


class CorrectForm(CivicForm):
    """The entry as it should be."""

    new_name = StringField(_l("Full name"), [filled()], render_kw={"maxlength": 80})
    phone = StringField(_l("Phone (may be empty)"), render_kw={"maxlength": 20, "inputmode": "tel"})
    birth_date = DayField(_l("Date of birth"))
    tenure = ChoiceCards(
        _l("Owner or tenant"), [chosen], choices=[("owner", _l("owner")), ("tenant", _l("tenant"))]
    )
    lives_here = BooleanField(_l("Lives here"))
    happened_on = _since()
    reason = _why()


class AddressForm(CivicForm):
    """A dwelling of the community."""

    estate = StringField(_l("Estate (may be empty)"), render_kw={"maxlength": 80})
    building = StringField(_l("Building"), [filled()], render_kw={"maxlength": 60})
    unit = StringField(_l("Unit"), render_kw={"maxlength": 60})
    room = StringField(_l("Room"), [filled()], render_kw={"maxlength": 60})


class MoveForm(AddressForm):
    """Where somebody lives now."""

    happened_on = _since()
    reason = _why()


class NewPersonForm(AddressForm):
    """Somebody who is not on the roster yet."""

    new_name = StringField(_l("Full name"), [filled()], render_kw={"maxlength": 80})
    phone = StringField(_l("Phone (may be empty)"), render_kw={"maxlength": 20, "inputmode": "tel"})
    birth_date = DayField(_l("Date of birth"))
    tenure = ChoiceCards(
        _l("Owner or tenant"),
        [chosen],
        choices=[("owner", _l("owner")), ("tenant", _l("tenant"))],
        default="owner",
    )
    lives_here = BooleanField(_l("Lives here"), default=True)


class LeftForm(CivicForm):
    """Moved away or died."""

    cause = ChoiceCards(
        _l("What happened?"),
        [chosen],
        choices=[("moved_away", _l("moved away")), ("died", _l("died"))],
    )
    happened_on = _since()
    reason = _why()


class ReturnForm(CivicForm):
    """Back again."""

    happened_on = _since()
    reason = _why()


class MergeEntriesForm(CivicForm):
    """Which other entry is the same person."""

    closed_id = ChoiceCards(
        _l("Which entry is closed?"), [chosen], choices=[], validate_choice=False
    )
    reason = _why()


class AskForm(CivicForm):
    """A request about one's own entry or words."""

    wish = ChoiceCards(
        _l("What do you want?"),
        [chosen],
        choices=[
            ("correct", _l("that something is put right")),
            ("erase", _l("that my words are erased")),
        ],
        default="correct",
    )
    body = TextAreaField(
        _l("What is wrong, or what should be erased?"), [filled()], render_kw={"maxlength": 1000}
    )


class AnswerForm(CivicForm):
    """The desk's answer."""

    outcome = ChoiceCards(
        _l("Your answer"),
        [chosen],
        choices=[("done", _l("It is done")), ("declined", _l("It cannot be done"))],
    )
    answer = TextAreaField(
        _l("Why? What does it rest on?"), [filled()], render_kw={"maxlength": 1000}
    )


class EraseAllForm(CivicForm):
    """Said to the person, and meant."""

    sure = BooleanField(_l("I have told the person that nothing brings the words back."))
    request_id = HiddenField()
