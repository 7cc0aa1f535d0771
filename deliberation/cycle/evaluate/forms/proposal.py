"""Forms of 评."""

from wtforms import TextAreaField

from deliberation.charter.matters.base import Matter
from deliberation.web.forms.civic import ChoiceCards, CivicForm, chosen
from deliberation.web.forms.private_pieces import WarnsOfPrivatePieces
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.matter import asked_of, scores


class RateForm(WarnsOfPrivatePieces, CivicForm):
    """What its kind of matter asks, and a word."""

    score = ChoiceCards(_l("How well was it done?"), [chosen], choices=[])
    body = TextAreaField(_l("A word on it (optional)"))

    def ask(self, matter: Matter) -> None:
        """The question and the answers of this kind of matter."""
        self.score.choices = scores(matter)
        self.score.label.text = asked_of(matter)
