"""Forms of announcements: what is said and to whom, why it is withdrawn, what is asked."""

from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from deliberation.charter.cycle.decency import REASONS
from deliberation.charter.subjects.announcement import ROLES_READING, Readers
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import FilesField
from deliberation.web.forms.numbers import DayField
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.base import CODES, ROLE


class SaidForm(WarnsOfPrivatePieces, CivicForm):
    """Title, text, whether it is pinned, its last day, its files."""

    title = StringField(
        _l("What is it about, in one line?"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("The text"),
        [filled()],
        description=_l(
            "Everybody can read it, also whoever it is not for: it stands in the public record. "
            "Never write private matters here."
        ),
        render_kw={"maxlength": 5000},
    )
    ends_on = DayField(
        _l("Last day (optional)"),
        validators=[Optional()],
        description=_l("After it, it moves to the earlier ones. Without a day it stays."),
    )
    pinned = BooleanField(
        _l("Keep it on top"),
        description=_l("It stands before all others, on home and in the list."),
    )
    files = FilesField(_l("Photos and files (optional)"))


class AnnounceForm(SaidForm):
    """The same, with whom it is for."""

    readers = ChoiceCards(
        _l("Whom is it for?"),
        [chosen],
        choices=[
            (Readers.everybody.value, _l("Everybody in the community")),
            (Readers.group.value, _l("The people of one estate or building")),
            (Readers.role.value, _l("Those who hold one office")),
        ],
        description=_l("Only they see it on home and in their inbox."),
    )
    group_id = SelectField(_l("Which estate or building?"), choices=[], validate_choice=False)
    role = SelectField(
        _l("Which office?"),
        choices=[("", "—"), *((role, ROLE[role]) for role in ROLES_READING)],
        validate_choice=False,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        field = {Readers.group.value: self.group_id, Readers.role.value: self.role}.get(
            self.readers.data
        )
        if field is None or field.data:
            return valid
        field.errors = [_("Please choose one.")]
        return False


class WithdrawForm(CivicForm):
    """Why it holds no more."""

    reasons = TextAreaField(
        _l("Why is it withdrawn?"),
        [filled()],
        description=_l("This stands in its place. The text stays readable below it."),
    )


class AskForm(WarnsOfPrivatePieces, CivicForm):
    """A short question."""

    PUBLISHED = ("body",)
    body = TextAreaField(
        _l("What do you want to know?"),
        [filled()],
        description=_l("Everybody can read your question, with your masked name."),
        render_kw={"maxlength": 500},
    )


class AnswerForm(WarnsOfPrivatePieces, CivicForm):
    """The answer of the office."""

    PUBLISHED = ("body",)
    body = TextAreaField(_l("The answer"), [filled()], description=_l("Everybody can read it."))


class KeepForm(CivicForm):
    """A sentence for whoever asked and whoever reported it."""

    note = TextAreaField(
        _l("A sentence for whoever wrote it and whoever reported it (optional, public)"),
        render_kw={"maxlength": 500},
    )


class HideForm(CivicForm):
    """Why a question is hidden."""

    reason = ChoiceCards(
        _l("What is wrong with it?"), [chosen], choices=[(r, CODES[r]) for r in REASONS]
    )
    note = TextAreaField(
        _l("A sentence for whoever wrote it (optional, public)"), render_kw={"maxlength": 500}
    )
