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
from .words.record.defaults import awaited

_GIVEN_UP = (Ending.set_aside.value, Ending.not_carried_out.value)


def state_word(card: Any) -> str:
    """The stage, or how it ended."""
    if card.call:
        return _("Call for projects")
    return str(words.ENDING[card.ending]) if card.ending else str(words.STAGE[card.stage])


def result_word(card: Any) -> str:
    """The result, or that it waits for what follows from an upheld objection."""
    if card.awaited_from and card.ending != Ending.set_aside.value:
        return awaited(card.awaited_from.split(), card.awaited_by, words.ROLE)
    return decided_word(card)


def decided_word(card: Any) -> str:
    """What was decided, or what became of it where that is more: set aside, tried and ended."""
    if card.ending == Ending.set_aside.value or (
        card.outcome == "passed" and card.ending not in (None, Ending.completed.value)
    ):
        return str(words.ENDING[card.ending])
    return str(words.OUTCOME[card.outcome])


def counted_word(rnd: Any) -> str:
    """What the count of a round came to, said beside a result that waits."""
    return _("Counted: %(outcome)s.", outcome=words.OUTCOME[rnd.outcome])


def result_holds(card: Any) -> bool:
    """Whether it was passed, is not given up since, and waits for no upheld objection."""
    given_up = card.ending in _GIVEN_UP
    return card.outcome == "passed" and not card.awaited_from and not given_up


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
