"""Forms of 提议."""

from typing import Any

from wtforms import SelectField, StringField, TextAreaField

from deliberation.charter.private_words import found
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen, filled
from deliberation.web.forms.files import FilesField, SomeFilesField
from deliberation.web.forms.kinds import AsksBeside, AsksKinds, asks_beside, asks_kinds
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces, all_the_same
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField
from deliberation.web.words import base as words


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


class PrivateForm(CivicForm):
    """What only the community office reads."""

    title = StringField(
        _l("In one line: what is it about?"), [filled()], render_kw={"maxlength": 60}
    )
    body = TextAreaField(
        _l("What happened, and what would help?"), [filled()], render_kw={"maxlength": 5000}
    )


class AnswerPrivateForm(CivicForm):
    """The office's answer."""

    answer = TextAreaField(
        _l("Answer"),
        [filled()],
        description=_l("Only its author, the desk and the supervisors can read this."),
        render_kw={"maxlength": 2000},
    )


class ReasonsForm(CivicForm):
    """Optional reasons."""

    reasons = TextAreaField(_l("Why? (optional)"))


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


class AttachForm(CivicForm):
    """Photos and files beside the text."""

    files = SomeFilesField(_l("Photos and files"))


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


class NoteForm(CivicForm):
    """An optional remark."""

    note = TextAreaField(_l("Remark (optional)"))


class PassOnForm(CivicForm):
    """A reason from the list and an explanation."""

    reason = ChoiceCards(_l("Reason"), [chosen], choices=[], validate_choice=False)
    explanation = TextAreaField(_l("Explanation for the author and everybody"), [filled()])


class MergeForm(CivicForm):
    """Into which proposal, by the number people read."""

    into = StringField(_l("Number of the other proposal, e.g. 2026-017"), [filled()])
    note = TextAreaField(_l("Remark (optional)"))


class AppealForm(CivicForm):
    """Grounds of an appeal."""

    grounds = TextAreaField(_l("Why should it not have been passed on?"), [filled()])


class DecideAppealForm(CivicForm):
    """Outcome and reasons."""

    outcome = ChoiceCards(
        _l("Decision"),
        [chosen],
        choices=[
            ("referred_back", _l("Refer back to the council")),
            ("upheld", _l("Uphold the passing on")),
        ],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])


class PlanForm(CivicForm):
    """One more plan on the author's draft."""

    title = StringField(
        _l("Name of the plan, short"), [filled()], description=_l("As it will stand on the ballot.")
    )
    body = TextAreaField(_l("What would be done, what it costs, when"), [filled()])
