"""Which rows the facts of co-signing make."""

from deliberation.charter.facts.proposal import propose
from deliberation.record.applying.base import BRANCHES, Header, counted_up, keyed, nothing, on
from deliberation.record.applying.changes import Change, Insert, Set


@on(propose.Cosigned)
def _cosigned(f: propose.Cosigned, h: Header) -> list[Change]:
    key = keyed(f, h, person_id=f.person)
    values = {
        "office": f.office,
        "version_no": f.version_no,
        "at": h.at,
        "taken_back_at": None,
        "moved_to": None,
    }
    return [
        Set("cosignature", key, values) if f.again else Insert("cosignature", {**key, **values}),
        counted_up(f, h, cosigns=1, cosigns_office=int(f.office)),
    ]


@on(propose.CosignatureTakenBack)
def _taken_back(f: propose.CosignatureTakenBack, h: Header) -> list[Change]:
    return [
        Set("cosignature", keyed(f, h, person_id=f.person), {"taken_back_at": h.at}),
        counted_up(f, h, cosigns=-1, cosigns_office=-int(f.office)),
    ]


for _kind in (propose.ThresholdReached, propose.ThresholdLost):
    BRANCHES[_kind] = nothing
