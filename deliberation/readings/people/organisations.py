"""Organisations that can be put in charge of work."""

from typing import Any

from sqlalchemy import select

from deliberation.record.tables import organisation


def listed(s: Any, community: str) -> list[tuple[str, str]]:
    """(id, name), by name."""
    return [
        (r.organisation_id, r.name)
        for r in s.execute(
            select(organisation)
            .where(organisation.c.community_id == community)
            .order_by(organisation.c.name)
        )
    ]
