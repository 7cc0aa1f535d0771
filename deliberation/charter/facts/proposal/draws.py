"""Facts of random checks. Made by `supervise.acts.draw`."""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact
from deliberation.charter.facts.naming import Office


@dataclass(frozen=True)
class DrawAnnounced(Fact):
    """`wanted` of `size` entries of the list `what` of [since, until) are looked at; `digest` is
    that of the list.

    Who is drawn is in no fact: it follows from the root of the record that ends with this one,
    which nobody knows before it stands there.
    """

    kind = "draw_announced"
    draw: str
    by: Office
    what: str
    since: datetime
    until: datetime
    wanted: int
    size: int
    digest: str
