"""Everything the page of one proposal shows to everybody, kept per last fact.

What only the reader sees (their co-signature, their buttons) is asked apart, in `viewer`.
"""

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import Any

from deliberation.charter.case import Community
from deliberation.charter.matters.base import Matter
from deliberation.readings import community as community_reading
from deliberation.readings import rules
from deliberation.readings.people.names import names

from .ballots import last_ballot, named_ballots, not_present
from .sections import row
from .view import ProposalView, read
from .viewer import Viewer, viewer

__all__ = [
    "Glance",
    "ProposalView",
    "Viewer",
    "glance",
    "last_ballot",
    "named_ballots",
    "names",
    "not_present",
    "page",
    "row",
    "viewer",
]

_kept: "OrderedDict[tuple[Any, ...], ProposalView]" = OrderedDict()
_lock = Lock()
KEEP = 64


def page(
    s: Any, url: str, community: Community, proposal: str, stamp: int | None = None
) -> ProposalView | None:
    """The page, from memory while no fact has been added to this proposal (`stamp`: its last one,
    where the caller asked already).
    """
    stamp = community_reading.proposal_stamp(s, community.id, proposal) if stamp is None else stamp
    key = (url, community.id, proposal, stamp)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    view = read(s, community, proposal)
    if view is not None:
        with _lock:
            _kept[key] = view
            while len(_kept) > KEEP:
                _kept.popitem(last=False)
    return view


class Glance:
    """A proposal of which only the row was read; the rest of its view is read when somebody asks
    for it. Pages of single acts use it.
    """

    def __init__(self, s: Any, url: str, community: Community, row: Any) -> None:
        self.row, self._of = row, (s, url, community, row.proposal_id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)

    @cached_property
    def matter(self) -> Matter:
        """What kind of matter it is, from its row and its rulebook alone."""
        s, _url, community, _proposal = self._of
        return rules.matter_of(s, community.id, self.row)

    @cached_property
    def _whole(self) -> ProposalView:
        found = page(*self._of)
        if found is None:
            raise LookupError(self.row.proposal_id)
        return found


def glance(s: Any, url: str, community: Community, proposal: str) -> Glance | None:
    """The proposal, or None: one query."""
    found = row(s, community.id, proposal)
    return Glance(s, url, community, found) if found is not None else None
