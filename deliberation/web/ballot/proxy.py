"""What somebody asks of whom they give their vote (委托投票): in which question, and how.

On the resident's own page and at the desk.
"""

from typing import Any

from deliberation.charter.voting.papers import asks_more
from deliberation.charter.voting.proxies import FREE
from deliberation.readings.vote.ballot_papers import Paper
from deliberation.web.forms.civic import ChoiceCards, chosen
from deliberation.web.phrases import gettext as _
from deliberation.web.phrases import lazy_gettext as _l
from deliberation.web.words.ballot import numbered

ALL = "all"


def question_field() -> ChoiceCards:
    """One question of a paper, or every one."""
    return ChoiceCards(
        _l("What is it for?"),
        [chosen],
        choices=[],
        default=ALL,
        description=_l("In every question it is not for, the ballot then abstains."),
    )


def instruction_field(label: Any) -> ChoiceCards:
    """A wish of one word."""
    return ChoiceCards(
        label,
        [chosen],
        choices=[
            ("free", _l("As they think best")),
            ("for", _l("For")),
            ("against", _l("Against")),
            ("abstain", _l("Abstain")),
        ],
        default=FREE,
    )


def fit(form: Any, p: Any, paper: Paper | None) -> None:
    """Leave only what this vote can ask.

    `p`: the proposal's row; `paper`: as frozen at the opening, before that None.
    """
    if asks_more(p.phase):  # a wish of one word says nothing about options
        del form.instruction
    if paper is None or len(paper.asked) < 2:
        del form.question
    else:
        form.question.choices = [
            (ALL, _("All questions")),
            *((str(a.number), numbered(a)) for a in paper.asked),
        ]


def wishes(form: Any) -> dict[str, Any]:
    """As the act takes them."""
    question = form.question.data if "question" in form else ALL
    return {
        "instruction": form.instruction.data if "instruction" in form else FREE,
        "question": None if question == ALL else int(question),
    }
