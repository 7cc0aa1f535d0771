"""Plain questions lead to the right kind of matter; while that kind does not exist, to an advisory
vote, labelled so.

Called by submit and by the form that shows where an answer leads.
"""

from typing import Any

from deliberation.charter.rulebook import Rulebook

# question → the kind it leads to; the first yes decides, in this order.
LEADS_TO: tuple[tuple[str, str], ...] = (
    ("changes_covenant", "covenant"),
    ("rebuilds_common_parts", "property_special"),
    ("uses_common_parts", "property"),
    ("spends_money", "fund"),
    ("concerns_one_neighbour", "mediation"),
)
QUESTIONS: tuple[str, ...] = tuple(question for question, _ in LEADS_TO)
# A yes to these is known by the draft's kind; the others stand in columns of their own.
BY_KIND: dict[str, str] = {
    "changes_covenant": "covenant",
    "rebuilds_common_parts": "property_special",
}


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
            return (kind, None) if kind in rulebook.kinds else ("ordinary", f"no_kind_{kind}")
    return "ordinary", None
