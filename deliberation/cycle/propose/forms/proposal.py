"""Forms of 提议."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from deliberation.charter.private_words import found
from deliberation.web.forms.civic import CivicForm, filled
from deliberation.web.forms.files import FilesField, SomeFilesField
from deliberation.web.forms.kinds import AsksBeside, AsksKinds, asks_beside, asks_kinds
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces, all_the_same
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField


@asks_kinds
class ProposalForm(WarnsOfPrivatePieces, AsksKinds):
    """A proposal: title, text, the plain questions, whom it concerns."""

    title = StringField(
        _l("In one line: what should happen?"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("What exactly, and why?"),
        [filled()],
        description=_l(
            "What should be done, where, from when. Please no phone, ID or room numbers."
        ),
        render_kw={"maxlength": 5000},
    )
    group_id = SelectField(
        _l("Whom does it concern?"),
        choices=[],
        validate_choice=False,
        description=_l("If only your building or estate, its people co-sign and vote."),
    )

    def doubts(self) -> bool:
        """Private pieces, or a matter between two: then the office alone may be the better
        place.
        """
        return super().doubts() or self._between_two()

    def _between_two(self) -> bool:
        return "concerns_one_neighbour" in self and bool(self.concerns_one_neighbour.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.publish_anyway is not None and not self.publish_anyway.data and self._between_two():
            self.concerns_one_neighbour.errors = [
                _(
                    "This may be better given to the community office only: see the button "
                    "below. Or tick “Publish all the same”."
                )
            ]
        return valid


class ReviseForm(ProposalForm):
    """A changed text, with what changed in a line."""

    PUBLISHED = ("title", "body", "note")
    note = StringField(_l("What changed, in one line (optional)"), render_kw={"maxlength": 200})


class ProjectForm(WarnsOfPrivatePieces, CivicForm):
    """What the fund could pay for, and what it costs."""

    title = StringField(
        _l("The project in one line"),
        [filled()],
        description=_l("At most 60 characters."),
        render_kw={"maxlength": 60},
    )
    body = TextAreaField(
        _l("What exactly, where, and how the sum is made up"),
        [filled()],
        render_kw={"maxlength": 5000},
    )
    cost = YuanField(
        _l("What it costs, in yuan"),
        description=_l("Your estimate. The council checks it before the vote."),
    )
    files = FilesField(_l("Quotes and photos (optional)"))


@asks_beside
class SubmitForm(AsksBeside):
    """A draft goes public as it stands. `look` reads it first."""

    publish_anyway = all_the_same()
    pieces: list[str] = []

    def look(self, text: str) -> None:
        """Ask about the phone, identity and room numbers of this text; the tick is there only where
        there are some.
        """
        self.pieces = found(text)
        if not self.pieces:
            del self.publish_anyway

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if self.publish_anyway is None or self.publish_anyway.data:
            return valid
        self.publish_anyway.errors = [
            _(
                "The text has what looks like a phone, identity or room number: %(pieces)s. "
                "Everybody could read it.",
                pieces=_(", ").join(self.pieces),
            )
        ]
        return False


class ReasonsForm(CivicForm):
    """Optional reasons."""

    reasons = TextAreaField(_l("Why? (optional)"))


class AttachForm(CivicForm):
    """Photos and files beside the text."""

    files = SomeFilesField(_l("Photos and files"))


class PlanForm(CivicForm):
    """One more plan on the author's draft."""

    title = StringField(
        _l("Name of the plan, short"), [filled()], description=_l("As it will stand on the ballot.")
    )
    body = TextAreaField(_l("What would be done, what it costs, when"), [filled()])
