"""Which rows these make. Facts of threads: who supports a contribution.

Made by `propose.acts.thread`.
"""

from typing import Any

from deliberation.charter.facts.proposal import threads
from deliberation.record.applying.base import Header, hanging, on
from deliberation.record.applying.changes import Change, Increment, Insert, Set


def _support(f: Any, h: Header) -> dict[str, Any]:
    return hanging(f, h, comment_id=f.comment, person_id=f.person)


@on(threads.CommentSupported)
def _comment_supported(f: threads.CommentSupported, h: Header) -> list[Change]:
    values = {"times": f.times, "at": h.at, "taken_back_at": None}
    return [
        Set("comment_support", _support(f, h), values)
        if f.again
        else Insert("comment_support", {**_support(f, h), **values}),
        Increment("comment", hanging(f, h, comment_id=f.comment), {"votes_for": 1}),
    ]


@on(threads.SupportTakenBack)
def _support_taken_back(f: threads.SupportTakenBack, h: Header) -> list[Change]:
    return [
        Set("comment_support", _support(f, h), {"taken_back_at": h.at}),
        Increment("comment", hanging(f, h, comment_id=f.comment), {"votes_for": -1}),
    ]
