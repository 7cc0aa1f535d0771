"""The photo of a signed slip: an optional field of the desk's forms. Pictures are written anew like
every other (0043). Imported by desk.forms.entries.
"""

from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from deliberation.charter.attaching import NewFile
from deliberation.web.forms.files import TAKES_FILES, FilesField

TAKES_FILES.update(("desk.enter", "desk.enter_proposal", "desk.sheet"))


class SlipPhotoField(FilesField):
    """One photo or scan, or none; what it shows is said by the form it stands on."""

    most = 1

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """One slot, without words of its own."""
        super().process(formdata, data, extra_filters)
        for slot in self.slots:
            slot.alt = "slip"

    def one(self) -> NewFile | None:
        """Store it, if there is one. Raises web.forms.files.NoStore."""
        return next(iter(self.keep()), None)

    def __call__(self, **attributes: Any) -> Markup:
        described = (
            {"aria-describedby": attributes["aria-describedby"]}
            if "aria-describedby" in attributes
            else {}
        )
        again = (
            Markup('<p class="field-error">{}</p>').format(
                _("The chosen photo was not kept. Please choose it again.")
            )
            if self.again
            else Markup("")
        )
        named = Markup("").join(Markup(' {}="{}"').format(k, v) for k, v in described.items())
        return Markup(
            '{}<input class="form-control" type="file" id="{}" name="{}-1" '
            'accept="image/*,application/pdf"{}>'
        ).format(again, self.id, self.name, named)
