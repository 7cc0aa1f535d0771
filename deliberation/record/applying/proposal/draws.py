"""Which rows these make. Facts of random checks. Made by `supervise.acts.draw`."""

from deliberation.charter.facts.proposal import draws
from deliberation.record.applying.base import Header, on
from deliberation.record.applying.changes import Change, Insert


@on(draws.DrawAnnounced)
def _draw_announced(f: draws.DrawAnnounced, h: Header) -> list[Change]:
    return [
        Insert(
            "draw",
            {
                "community_id": h.community,
                "draw_id": f.draw,
                "fact_id": h.fact_id,
                "by": f.by,
                "what": f.what,
                "since": f.since,
                "until": f.until,
                "wanted": f.wanted,
                "size": f.size,
                "digest": f.digest,
                "at": h.at,
            },
        )
    ]
