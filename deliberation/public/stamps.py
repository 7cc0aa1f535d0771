"""On what a public page depends: while its stamp is the same, all anonymous readers get one copy
(`web.caching.public_page`).
"""

from typing import Any

from flask import g

from deliberation.readings import community as reading
from deliberation.readings.asked import family
from deliberation.web.caching import Stamp


def record_stamp(**_values: Any) -> Stamp:
    """Every fact of the community."""
    community = g.community.id
    return lambda s: reading.record_size(s, community)


def proposal_stamp(proposal_id: str, **_values: Any) -> Stamp:
    """The facts of one proposal."""
    community = g.community.id
    return lambda s: reading.proposal_stamp(s, community, proposal_id)


def announcement_stamp(announcement_id: str, **_values: Any) -> Stamp:
    """The facts of an announcement, and of those before and after it."""
    community = g.community.id
    return lambda s: family.stamp(s, community, announcement_id)
