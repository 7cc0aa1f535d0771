"""Forms of 督."""

from wtforms import StringField, TextAreaField

from deliberation.web.forms.civic import ChoiceCards, CivicForm, TickField, chosen, filled
from deliberation.web.forms.numbers import NumberField
from deliberation.web.phrases import lazy_gettext as _l

TICKS = [
    ("posting_seen", _l("I saw the notice on the board")),
    ("text_compared", _l("I compared the text with the notice")),
    ("roll_compared", _l("I compared the roll")),
    ("codes_asked", _l("I asked about second factors")),
    ("count_redone", _l("I redid the sum by hand")),
]


class CertifyForm(CivicForm):
    """What the supervisor checked, and a dissent."""

    ticked = TickField(_l("What I checked myself"), choices=TICKS)
    statement = TextAreaField(_l("Dissent or remark (optional, printed with the result)"))


class RefuseForm(CivicForm):
    """Reasons of a refusal."""

    ticked = TickField(_l("What I checked myself"), choices=TICKS)
    statement = TextAreaField(_l("Why I do not certify"), [filled()])


class ObjectForm(CivicForm):
    """Ground and words of an objection."""

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
    body = TextAreaField(_l("What is wrong, in your words"), [filled()])


class AnswerObjectionForm(CivicForm):
    """Outcome with reasons."""

    outcome = ChoiceCards(
        _l("Decision"),
        [chosen],
        choices=[
            ("upheld", _l("Upheld")),
            ("partly", _l("Upheld in part")),
            ("rejected", _l("Rejected")),
        ],
    )
    reasons = TextAreaField(_l("Reasons"), [filled()])


class QuestionForm(CivicForm):
    """To whom and what."""

    addressee = ChoiceCards(
        _l("To whom"),
        [chosen],
        choices=[
            ("author", _l("the author")),
            ("deliberation_council", _l("the deliberation council")),
            ("council", _l("the council")),
            ("residents_committee", _l("the residents’ committee")),
            ("clerk", _l("the desk")),
            ("organisation", _l("the organisation in charge")),
            ("lead_organisation", _l("the lead organisation")),
        ],
    )
    body = TextAreaField(_l("The question"), [filled()])


class WordsForm(CivicForm):
    """An answer, a finding, reasons."""

    body = TextAreaField(_l("In your words"), [filled()])


class SuspendForm(CivicForm):
    """Days and reasons."""

    days = NumberField(_l("For how many days"), least=1, most=366)
    body = TextAreaField(_l("Reasons"), [filled()])


class VerifyForm(CivicForm):
    """Put right or not."""

    ok = ChoiceCards(
        _l("What you saw"),
        [chosen],
        choices=[("yes", _l("It is put right")), ("no", _l("Not yet"))],
    )
    body = TextAreaField(_l("Remark (optional)"))


class AcceptForm(CivicForm):
    """A statement with the acceptance."""

    body = TextAreaField(_l("Remark (optional)"))


class AuditForm(CivicForm):
    """In order or not."""

    verdict = ChoiceCards(
        _l("What you found"),
        [chosen],
        choices=[
            ("ok", _l("In order: the sum, the document and the resolution agree")),
            ("questioned", _l("Not in order, or not clear")),
        ],
    )
    note = TextAreaField(_l("What is not in order (needed then)"))


class AsideForm(CivicForm):
    """Ground, document, reasons."""

    ground = ChoiceCards(
        _l("On what ground"),
        [chosen],
        choices=[
            ("assembly", _l("Resolution of the residents’ assembly (Art 30)")),
            ("correction_order", _l("Correction order (Art 31)")),
        ],
    )
    document = StringField(_l("Document"), [filled()], render_kw={"maxlength": 200})
    body = TextAreaField(_l("Reasons"), [filled()])
