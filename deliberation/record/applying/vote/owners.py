"""Which rows these make. Facts of owners' votes (Civil Code Art 278): who owns what, who acts for
an owner, the parties on the roll with their area, the count by heads and area.
"""

from deliberation.charter.facts.vote import owners
from deliberation.record.applying.base import (
    Header,
    counted,
    keyed,
    new,
    of_proposal,
    on,
    uncertified,
)
from deliberation.record.applying.changes import Change, Insert, Set


@on(owners.OwnersRollFrozen)
def _owners_roll(f: owners.OwnersRollFrozen, h: Header) -> list[Change]:
    first: list[Change] = (
        [new("owner_round", f, h, round_no=f.round_no, members=f.area)] if f.chunk == 0 else []
    )
    rows: list[Change] = [
        new("owner_party", f, h, round_no=f.round_no, party_no=no, units=units, area=area)
        for no, _, units, area in f.parties
    ]
    return (
        first
        + rows
        + [
            new("owner_party_voter", f, h, round_no=f.round_no, party_no=no, person_id=v)
            for no, voters, _, _ in f.parties
            for v in voters
        ]
    )


@on(owners.OwnersCounted)
def _owners_counted(f: owners.OwnersCounted, h: Header) -> list[Change]:
    second = {
        **_measure(f.area),
        "silent_heads": f.silent[0],
        "silent_area": f.silent[1],
        "silence_joins": f.silence_joins,
    }
    return [
        counted(f, h, **_measure(f.heads)),
        Set("owner_round", keyed(f, h, round_no=f.round_no), second),
        of_proposal(f, h, outcome=f.outcome),
        *uncertified(f, h),
    ]


def _measure(said: list[int]) -> dict[str, int]:
    """What came together of one measure, heads or area; what there is stands in the roll."""
    names = ("present", "votes_for", "votes_against", "votes_abstain")
    return dict(zip(names, said[1:], strict=False))


@on(owners.OwnershipRecorded)
def _ownership(f: owners.OwnershipRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "ownership",
            {
                "community_id": h.community,
                "ownership_id": f.ownership,
                "person_id": f.person,
                "dwelling_id": f.dwelling,
                "document": f.document,
                "private_from": h.fact_id,
                "at": h.at,
            },
        )
    ]


@on(owners.OwnershipEnded)
def _ownership_ended(f: owners.OwnershipEnded, h: Header) -> list[Change]:
    return [
        Set(
            "ownership",
            {"community_id": h.community, "ownership_id": f.ownership},
            {"ended_at": h.at, "end_reason": f.reason, "ended_from": h.fact_id},
        )
    ]


@on(owners.RepresentativeRecorded)
def _represented(f: owners.RepresentativeRecorded, h: Header) -> list[Change]:
    return [
        Insert(
            "representation",
            {
                "community_id": h.community,
                "representation_id": f.representation,
                "unit_no": no,
                "dwelling_id": f.dwellings[no] if f.dwellings else None,
                "person_id": f.person,
                "ground": f.ground,
                "document": f.document,
                "private_from": h.fact_id,
                "at": h.at,
            },
        )
        for no in range(f.units)
    ]


@on(owners.RepresentativeEnded)
def _represented_no_more(f: owners.RepresentativeEnded, h: Header) -> list[Change]:
    return [
        Set(
            "representation",
            {"community_id": h.community, "representation_id": f.representation, "unit_no": no},
            {"ended_at": h.at, "end_reason": f.reason, "ended_from": h.fact_id},
        )
        for no in range(f.units)
    ]
