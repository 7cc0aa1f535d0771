"""Plain questions lead to the right kind of matter; while that kind does not exist, to an advisory
vote, labelled so.

Called by submit and by the form that shows where an answer leads.
"""

from typing import Any

from deliberation.charter.rulebook import Rulebook

from . import registry
from .base import Matter
from .ordinary import MATTER as ORDINARY

# The answers to these stand in columns of the table `proposal`, older than the kinds they lead to;
# a yes to any other is known by the draft's kind, so that a new question needs no column.
IN_COLUMNS = ("uses_common_parts", "spends_money", "concerns_one_neighbour")


def asked() -> tuple[Matter, ...]:
    """The kinds a question leads to, in the order of the form."""
    found = [(m.question.place, m) for m in registry.every() if m.question is not None]
    return tuple(matter for _, matter in sorted(found, key=lambda pair: pair[0]))


def _leads_to() -> tuple[tuple[str, str], ...]:
    """question → the kind it leads to; the first yes decides, in this order."""
    found = [(m.question.rank, m.question.code, m.name) for m in asked() if m.question is not None]
    return tuple((code, name) for _, code, name in sorted(found))


LEADS_TO = _leads_to()
QUESTIONS: tuple[str, ...] = tuple(question for question, _ in LEADS_TO)
BY_KIND: dict[str, str] = {q: kind for q, kind in LEADS_TO if q not in IN_COLUMNS}


def answered(proposal: Any) -> dict[str, bool]:
    """What the author of a draft answered, from its row."""
    return {
        q: proposal.matter == BY_KIND[q] if q in BY_KIND else bool(getattr(proposal, q))
        for q in QUESTIONS
    }


def classify(answers: dict[str, bool], rulebook: Rulebook) -> tuple[str, str | None]:
    """(kind, note). The note says why the vote can only be advisory, e.g. no_kind_property; None
    where it is not.
    """
    for question, kind in LEADS_TO:
        if answers.get(question):
            if kind in rulebook.kinds:
                return kind, None
            return ORDINARY.name, f"no_kind_{kind}"
    return ORDINARY.name, None
