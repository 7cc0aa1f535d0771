"""The lists somebody is drawn from, kept as the record has them. Called by `verify`."""

from datetime import datetime

from deliberation.charter import drawing
from deliberation.charter.facts.proposal import draws

from .replay import Stored


class Lists:
    """Of each kind that may be drawn from, what the facts so far have entered."""

    def __init__(self) -> None:
        self._entered: dict[str, list[tuple[datetime, str]]] = {
            kind: [] for kind in drawing.KINDS.values()
        }

    def enter(self, stored: Stored) -> None:
        """A fact that is an entry of such a list stands in it from now on."""
        if stored.kind in self._entered:
            self._entered[stored.kind].append((stored.at, stored.fact_id))

    def check(self, fact: draws.DrawAnnounced) -> None:
        """The list announced is the one the record has; who is drawn then follows, and is stored
        nowhere. ValueError where it is another, or cannot be drawn from.
        """
        entries = self._entered[drawing.KINDS[fact.what]]
        refs = [ref for at, ref in entries if fact.since <= at < fact.until]
        if (fact.size, fact.digest) != (len(refs), drawing.population_digest(refs)):
            raise ValueError(
                f"the list drawn from has {fact.size} entries and digest {fact.digest}, the "
                f"record gives {len(refs)} and {drawing.population_digest(refs)}"
            )
        if not 1 <= fact.wanted <= fact.size:
            raise ValueError(f"{fact.wanted} of {fact.size} cannot be drawn")
