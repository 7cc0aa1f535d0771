"""Which rows these make. Facts of putting right what was entered at the desk: the wrong entry and
the right one both stay, and each is found from the other.
"""

from deliberation.charter.facts.people import corrections
from deliberation.record.applying.base import Header, counted_up, keyed, on, written
from deliberation.record.applying.changes import Change, Delete


@on(corrections.EntryCorrected)
def _entry_corrected(f: corrections.EntryCorrected, h: Header) -> list[Change]:
    return [
        written(
            "entry_correction",
            f,
            h,
            fact_id=f.entry,
            act=f.act,
            person_id=f.person,
            ref=f.ref,
            what=f.what,
            right_id=f.right,
            by=f.by,
            slip=f.slip,
            body=f.body,
            reason=f.reason,
        )
    ]


@on(corrections.RatingStruck)
def _rating_struck(f: corrections.RatingStruck, h: Header) -> list[Change]:
    return [
        Delete("rating", keyed(f, h, person_id=f.person)),
        counted_up(f, h, ratings=-1, ratings_total=-f.score),
    ]
