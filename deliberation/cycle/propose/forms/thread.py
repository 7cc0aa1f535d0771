"""Forms of the discussion: a contribution, and what keeps it decent."""

from wtforms import TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import FilesField
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words import base as words


class CommentForm(WarnsOfPrivatePieces, CivicForm):
    """A contribution with a stance."""

    PUBLISHED = ("body",)
    stance = ChoiceCards(
        _l("Your stance"),
        [chosen],
        choices=[("for", _l("for")), ("neutral", _l("neutral")), ("against", _l("against"))],
        default="neutral",
    )
    body = TextAreaField(_l("What do you want to say?"), [filled()], render_kw={"maxlength": 2000})
    files = FilesField(_l("Photos and files (optional)"))


class ReportForm(CivicForm):
    """Which rule of the public list."""

    reason = ChoiceCards(
        _l("What is wrong with it?"),
        [chosen],
        choices=[
            (r, words.CODES[r])
            for r in ("personal_attack", "personal_data", "unlawful", "spam", "off_topic")
        ],
    )


class HideForm(ReportForm):
    """The rule, and a sentence for its author."""

    note = TextAreaField(
        _l("A sentence for whoever wrote it (optional, public)"), render_kw={"maxlength": 500}
    )


class KeepForm(CivicForm):
    """A sentence for its author and whoever reported it."""

    note = TextAreaField(
        _l("A sentence for whoever wrote it and whoever reported it (optional, public)"),
        render_kw={"maxlength": 500},
    )


class ObjectHidingForm(CivicForm):
    """Why it should be shown."""

    body = TextAreaField(_l("Why should it be shown?"), [filled()], render_kw={"maxlength": 1000})


class DecideHidingForm(CivicForm):
    """The decision with reasons."""

    outcome = ChoiceCards(
        _l("Decision"),
        [chosen],
        choices=[("upheld", _l("It stays hidden")), ("shown", _l("It is shown again"))],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()], render_kw={"maxlength": 1000})
