"""What a card of a proposal says in a list: where it stands, and the one fact beside that.

Filters of the same names; `card` is a row of the list.
"""

from typing import Any

from deliberation import clock
from deliberation.charter.rulebook.parts import EXTERNAL
from deliberation.charter.subjects.proposal import Ending
from deliberation.web.values.moments import left, localdate

from .phrases import gettext as _
from .words import base as words

_GIVEN_UP = (Ending.set_aside.value, Ending.not_carried_out.value)


def state_word(card: Any) -> str:
    """The stage, or how it ended."""
    if card.call:
        return _("Call for projects")
    return str(words.ENDING[card.ending]) if card.ending else str(words.STAGE[card.stage])


def result_word(card: Any) -> str:
    """What was decided, or what became of it where that is more: set aside, tried and ended."""
    if card.ending == Ending.set_aside.value or (
        card.outcome == "passed" and card.ending not in (None, Ending.completed.value)
    ):
        return str(words.ENDING[card.ending])
    return str(words.OUTCOME[card.outcome])


def result_holds(card: Any) -> bool:
    """Whether it was passed, and is not given up since."""
    return card.outcome == "passed" and card.ending not in _GIVEN_UP


def card_fact(card: Any) -> str:
    """The one fact a card shows beside its chip."""
    if card.call:
        return left(card.due_at)
    if card.stage == "gather":
        return _("%(n)s co-signatures · %(left)s", n=card.cosigns, left=left(card.due_at))
    if card.stage == "vote":
        return _voted(card)
    if card.stage == "carry_out":
        return _("%(n)s%% done", n=card.percent)
    if card.stage == "closed":
        return _closed(card)
    if card.stage == "draft" and card.imported:
        return _("from open data, waiting to be adopted")
    return left(card.due_at) if card.due_at else ""


def _voted(card: Any) -> str:
    if card.legal_effect == EXTERNAL:
        return _("vote in the official system · %(left)s", left=left(card.due_at))
    if card.due_at <= clock.now():
        return _("%(n)s have voted · being counted", n=card.ballots)
    return _("%(n)s have voted · %(left)s", n=card.ballots, left=left(card.due_at))


def _closed(card: Any) -> str:
    if not card.ratings or card.ending != Ending.completed.value:
        return localdate(card.closed_at)
    return _(
        "%(date)s · rated %(score)s of 5",
        date=localdate(card.closed_at),
        score=f"{card.ratings_total / card.ratings:.1f}",
    )
