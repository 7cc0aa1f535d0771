"""Asks once before a phone, identity or room number is published.

A mixin of forms whose text everybody will read.

What was typed stays in the form; the tick “publish all the same” is there only when something was
found.
"""

from typing import Any

from wtforms import BooleanField

from deliberation.charter.private_words import found
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l


def all_the_same() -> BooleanField:
    """The tick of somebody who was asked about what the text has, and publishes it."""
    return BooleanField(
        _l("Publish all the same"),
        description=_l("What was published cannot be called back from those who have read it."),
    )


class WarnsOfPrivatePieces:
    """Before `CivicForm` among the bases. `PUBLISHED`: the fields everybody will read.

    Where nobody will, take `publish_anyway` away.
    """

    PUBLISHED: tuple[str, ...] = ("title", "body")
    publish_anyway = all_the_same()

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        # last, beside the button
        fields = self._fields  # type: ignore[attr-defined]
        fields["publish_anyway"] = fields.pop("publish_anyway")
        if not self.doubts():
            del self.publish_anyway

    def private_pieces(self) -> dict[str, list[str]]:
        """Field name → the pieces in it that look like a phone, identity or room number."""
        form: Any = self
        texts = {name: form[name].data for name in self.PUBLISHED if name in form}
        return {
            name: pieces
            for name, text in texts.items()
            if isinstance(text, str) and (pieces := found(text))
        }

    def doubts(self) -> bool:
        """Whether there is anything to ask about. A form may have further doubts."""
        return bool(self.private_pieces())

    def validate(self, extra_validators: Any = None) -> bool:
        """As the form itself says; then, unless ticked, each piece is named beside its field."""
        valid: bool = super().validate(extra_validators)  # type: ignore[misc]
        if self.publish_anyway is None or self.publish_anyway.data:
            return valid
        for name, pieces in self.private_pieces().items():
            field = self[name]  # type: ignore[index]
            field.errors = [
                *field.errors,
                _(
                    "Here stands what looks like a phone, identity or room number: "
                    "%(pieces)s. Everybody could read it. Please take it out, or tick "
                    "“Publish all the same” below.",
                    pieces=_(", ").join(pieces),
                ),
            ]
        return valid and not self.doubts()
