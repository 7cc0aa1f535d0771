"""Forms of what the clerk enters for somebody else: the act's own fields, then the slip it stands
on.
"""

from wtforms import BooleanField, SelectField, StringField, TextAreaField

from deliberation.charter.acts import ActName as A
from deliberation.charter.matters.base import Matter
from deliberation.desk.slip_photo import SlipPhotoField
from deliberation.web.ballot.form import VERDICTS, BallotForm, answered
from deliberation.web.forms.civic import (
    ChoiceCards,
    CivicForm,
    CodeField,
    TickField,
    chosen,
    filled,
)
from deliberation.web.forms.codes import any_code
from deliberation.web.forms.kinds import AsksKinds, asks_kinds
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.values.money import YuanField
from deliberation.web.words.matter import asked_of, scores


def slip_field() -> StringField:
    """The number under which the desk keeps the paper."""
    return StringField(
        _l("Number of the signed slip"),
        [filled()],
        description=_l("Keep the slip in the folder of this proposal."),
        render_kw={"maxlength": 40},
    )


def how_field() -> ChoiceCards:
    """At the desk, or on a visit."""
    return ChoiceCards(
        _l("Where was it signed?"),
        [chosen],
        choices=[
            ("present", _l("The person is at the desk")),
            ("visited", _l("The person was visited")),
        ],
        default="present",
    )


def _photo() -> SlipPhotoField:
    return SlipPhotoField(
        _l("Photo of the slip (optional)"),
        description=_l(
            "Only the desk and the supervisors can see it; a photo of a ballot is never taken."
        ),
    )


class CosignFor(CivicForm):
    """A co-signature on paper."""

    how, slip, photo = how_field(), slip_field(), _photo()


class CommentFor(WarnsOfPrivatePieces, CivicForm):
    """A contribution, as dictated."""

    stance = ChoiceCards(
        _l("Their stance"),
        [chosen],
        choices=[("for", _l("for")), ("neutral", _l("neutral")), ("against", _l("against"))],
        default="neutral",
    )
    body = TextAreaField(_l("In their words"), [filled()], render_kw={"maxlength": 2000})
    how, slip, photo = how_field(), slip_field(), _photo()


class ObjectFor(WarnsOfPrivatePieces, CivicForm):
    """An objection, as dictated."""

    ground = ChoiceCards(
        _l("What is it about?"),
        [chosen],
        choices=[
            ("count", _l("The count")),
            ("roll", _l("The roll")),
            ("procedure", _l("The procedure")),
            ("content", _l("The content")),
        ],
    )
    body = TextAreaField(_l("In their words"), [filled()])
    how, slip, photo = how_field(), slip_field(), _photo()


class RateFor(WarnsOfPrivatePieces, CivicForm):
    """What its kind of matter asks."""

    score = ChoiceCards(_l("How well was it done?"), [chosen], choices=[])
    body = TextAreaField(_l("In their words (optional)"))
    how, slip, photo = how_field(), slip_field(), _photo()

    def ask(self, matter: Matter) -> None:
        """The question and the answers of this kind of matter."""
        self.score.choices = scores(matter)
        self.score.label.text = asked_of(matter)


class BallotSlip(BallotForm):
    """A named ballot as it stands on the slip."""

    choice = ChoiceCards(_l("Their vote"), [answered], validate_choice=False, choices=VERDICTS)
    how, slip = how_field(), slip_field()


class BallotFor(BallotSlip):
    """The same read back, then confirmed by the voter's own code or a supervisor's."""

    read_back = BooleanField(_l("I read the vote back aloud, and the voter confirmed it."))
    witness_id = SelectField(
        _l("Who confirms it with a code?"),
        choices=[],
        validate_choice=False,
        description=_l("The voter, or a supervisor who stands beside you."),
    )
    witness_code = CodeField(
        _l("Their code (6 digits)"),
        [filled(), any_code],
        description=_l("Typed by that person, not by you."),
        render_kw={"maxlength": 20, "autocomplete": "off", "inputmode": "numeric"},
    )


@asks_kinds
class _Dictated(WarnsOfPrivatePieces, AsksKinds):
    """The text and the questions, which stand before the slip."""

    title = StringField(
        _l("In one line: what should happen?"), [filled()], render_kw={"maxlength": 60}
    )
    body = TextAreaField(_l("What exactly, and why?"), [filled()], render_kw={"maxlength": 5000})


class ProposalFor(_Dictated):
    """A proposal, as dictated."""

    how, slip, photo = how_field(), slip_field(), _photo()


class ProjectFor(WarnsOfPrivatePieces, CivicForm):
    """A project for a budget round, as dictated."""

    title = StringField(_l("The project in one line"), [filled()], render_kw={"maxlength": 60})
    body = TextAreaField(
        _l("What exactly, where, and how the sum is made up"),
        [filled()],
        render_kw={"maxlength": 5000},
    )
    cost = YuanField(_l("What it costs, in yuan"))
    how, slip, photo = how_field(), slip_field(), _photo()


class SheetForm(CivicForm):
    """One co-signing sheet: everybody whose signature stands on it."""

    people = TickField(_l("Who signed?"), choices=[], validate_choice=False)
    slip = StringField(_l("Number of the sheet"), [filled()], render_kw={"maxlength": 40})
    photo = _photo()


class ResetForm(CivicForm):
    """Why the second factor is lost, and that the person was seen."""

    reason = TextAreaField(
        _l("What happened?"),
        [filled()],
        description=_l("For example: the phone was lost on 3 May."),
    )
    seen = BooleanField(_l("The person is here and showed their identity card."))


FORMS: dict[A, type[CivicForm]] = {
    A.cosign: CosignFor,
    A.take_back: CosignFor,
    A.comment: CommentFor,
    A.object: ObjectFor,
    A.rate: RateFor,
    A.propose_project: ProjectFor,
}
__all__ = ["FORMS", "BallotFor", "BallotSlip", "ProposalFor", "ResetForm", "SheetForm"]
