"""Rows made by the facts of a vote that the city's own system holds."""

from deliberation.charter.facts.vote import official
from deliberation.record.applying.base import Header, keyed, of_round, on, written
from deliberation.record.applying.changes import Change, Insert, Set


@on(official.OfficialVoteAnnounced)
def _announced(f: official.OfficialVoteAnnounced, h: Header) -> list[Change]:
    return [
        written(
            "official_vote",
            f,
            h,
            fact_id=h.fact_id,
            round_no=f.round_no,
            by=f.by,
            opens_on=f.opens_on,
            closes_on=f.closes_on,
            system=f.system,
            link=f.link,
        )
    ]


@on(official.OfficialResultRecorded)
def _recorded(f: official.OfficialResultRecorded, h: Header) -> list[Change]:
    return [*_replaced(f, h), _entry(f, h), *_figures(f, h)]


def _replaced(f: official.OfficialResultRecorded, h: Header) -> list[Change]:
    """The entry before, where this one stands in its place."""
    key = {"community_id": h.community, "entry_id": f.replaces}
    return [Set("official_result", key, {"state": "replaced"})] if f.replaces else []


def _entry(f: official.OfficialResultRecorded, h: Header) -> Change:
    row = keyed(
        f,
        h,
        entry_id=f.entry,
        round_no=f.round_no,
        by=f.by,
        role=f.role,
        ended_on=f.ended_on,
        outcome=f.outcome,
        chosen=f.chosen,
        evidence=" ".join(f.evidence),
        system=f.system,
        reference=f.reference,
        text_from=h.fact_id,
        at=h.at,
        state="entered",
    )
    return Insert("official_result", row)


def _figures(f: official.OfficialResultRecorded, h: Header) -> list[Change]:
    key = {"community_id": h.community, "entry_id": f.entry}
    return [
        Insert("official_figure", {**key, "what": what, "heads": heads, "area": area})
        for what, heads, area in f.figures
    ]


@on(official.OfficialResultConfirmed)
def _confirmed(f: official.OfficialResultConfirmed, h: Header) -> list[Change]:
    # The base is the official one now; the parties frozen here still say what the roster of the
    # community gave.
    return [
        Set(
            "official_result",
            {"community_id": h.community, "entry_id": f.entry},
            {
                "state": "confirmed" if f.by else "unconfirmed",
                "confirmed_by": f.by,
                "confirmed_at": h.at,
            },
        ),
        of_round(f, h, members=f.heads),
        Set("owner_round", keyed(f, h, round_no=f.round_no), {"members": f.area}),
    ]
