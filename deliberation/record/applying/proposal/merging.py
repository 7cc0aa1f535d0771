"""Which rows these make. Facts of what residents ask to be merged.

Made by `propose.acts.merging`; the council asks, and author and co-signers decide.
"""

from deliberation.charter.facts.proposal import merging
from deliberation.record.applying.base import Header, new, on
from deliberation.record.applying.changes import Change


@on(merging.MergeRequested)
def _merge_requested(f: merging.MergeRequested, h: Header) -> list[Change]:
    """Of the one it is to be merged into, the row of the other tells."""
    if f.by is None:
        return []
    return [new("merge_request", f, h, other_id=f.other, person_id=f.by, at=h.at)]
