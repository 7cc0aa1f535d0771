"""Which rows these make. The fact of a photographed slip: whose it is stands in public, which
picture it is does not.
"""

from deliberation.charter.facts.people import slips
from deliberation.record.applying.base import Header, new, on
from deliberation.record.applying.changes import Change


@on(slips.SlipPhotographed)
def _slip_photographed(f: slips.SlipPhotographed, h: Header) -> list[Change]:
    return [
        new(
            "slip_photo",
            f,
            h,
            fact_id=h.fact_id,
            act_id=h.act_id,
            act=f.act,
            person_id=f.person,
            digest=f.digest,
            small=f.small,
            media_type=f.media_type,
            private_from=h.fact_id,
            at=h.at,
        )
    ]
