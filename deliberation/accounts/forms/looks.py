"""The form of how the pages look to one reader."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField
from wtforms.fields.choices import SelectChoice

from deliberation.web.forms.civic import Form


class PreferenceForm(Form):
    """How the pages look to this reader."""

    language = RadioField(
        _("Language"), choices=[SelectChoice("zh_Hans", "中文"), SelectChoice("en", "English")]
    )
    elder = BooleanField(_("Large print (elder mode)"))
