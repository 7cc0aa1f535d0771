"""The base of every form that attempts an act: act id, CSRF that lives as long as the session,
clean text, kept content.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from babel import support
from flask import current_app, request
from flask_babel import get_locale
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    ValidationError,
    widgets,
)
from wtforms.i18n import messages_path
from wtforms.validators import StopValidation

from deliberation.charter import text
from deliberation.charter.ids import is_id
from deliberation.record.ids import form_id
from deliberation.record.log.canonical import BadText, clean_text
from deliberation.web.phrases import gettext as _


class ChoiceCards(RadioField):
    """Radio buttons as large cards. Where there is but one answer, it is chosen already."""

    def iter_choices(self) -> Iterator[Any]:
        found = list(super().iter_choices())
        if len(found) == 1:
            value, label, _chosen, attributes = found[0]
            found = [(value, label, True, attributes)]
        return iter(found)


class TickField(SelectMultipleField):
    """Check boxes as large cards."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class CodeField(StringField):
    """Six digits of a code card or authenticator."""


@lru_cache(maxsize=8)
def _catalogue(locale: str) -> support.NullTranslations:
    return support.Translations.load(messages_path(), [locale], domain="wtforms")


class _Wording:
    """WTForms' own sentences in the reader's language.

    Flask-WTF parses their catalogue again in every request.
    """

    def gettext(self, text: str) -> str:
        return _catalogue(str(get_locale())).ugettext(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return _catalogue(str(get_locale())).ungettext(one, many, n)


class Form(FlaskForm):
    """The base of every form here: a token that lives as long as the session, sentences in the
    reader's language.
    """

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None

        def get_translations(self, _form: Any) -> Any:
            return _Wording()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            # Flask-WTF takes a JSON body for a form, with numbers, lists and objects where every
            # field expects text. No page sends one.
            if request.is_json and not isinstance(formdata, MultiDict):
                return None
            return super().wrap_formdata(form, formdata)


class CivicForm(Form):
    """A form of an act. On GET the act id is fresh; after a refusal everything typed is still
    there.
    """

    act_id = HiddenField()

    @classmethod
    def first_look(cls) -> Any:
        """What stands for the whole form where all of it is plainly right; None where the form has
        to be looked at (`lean`)."""
        return None

    def __init__(self, *args: Any, **kw: Any) -> None:
        carried = current_app.extensions.get("deliberation.carried_formdata")
        fields = carried() if carried and request.method == "GET" else None
        if fields is None and request.method == "GET":
            kept = current_app.extensions.get("deliberation.kept_formdata")
            fields = kept() if kept else None
        if fields is not None:
            kw.setdefault("formdata", fields)
        # what came back from a draft or an idle sign-out, for fields a form does not know
        # beforehand
        self.shown_again = fields
        super().__init__(*args, **kw)
        if not is_id(self.act_id.data):
            self.act_id.data = form_id()

    @property
    def attempt_id(self) -> str:
        """The id of the act this form attempts: what came back with it, else a fresh one."""
        assert self.act_id.data is not None  # since the form was made
        return self.act_id.data

    def validate(self, extra_validators: Any = None) -> bool:
        """Clean every text first (NFC; NUL and lone surrogates refused beside the field), then
        validate.
        """
        bad = [
            f
            for f in self
            if isinstance(f.data, str) and f.type != "CSRFTokenField" and not _clean(f)
        ]
        valid = super().validate(extra_validators)
        for f in bad:
            f.errors = [
                *f.errors,
                _("This text has characters that cannot be stored. Please type it again."),
            ]
        return valid and not bad

    def csrf_failed(self) -> bool:
        """Whether the only thing wrong was the form's token."""
        return "csrf_token" in self.errors


def _clean(field: Field) -> bool:
    try:
        field.data = clean_text(field.data)
    except BadText:
        return False
    return True


def filled(message: str = "") -> Any:
    """A validator that wants something that can be seen, in the reader's language."""

    def check(_form: Any, field: Field) -> None:
        if not text.is_seen(field.data):
            raise ValidationError(message or _("Please write something here."))

    return check


def chosen(_form: Any, field: Field) -> None:
    """A validator for radio cards: one of them. Where none was chosen this alone is said."""
    if field.data in (None, "", "None"):
        field.errors[:] = []  # the field itself has said that nothing is no valid choice
        raise StopValidation(_("Please choose one."))
