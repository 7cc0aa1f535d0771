"""Half-written forms a person keeps for later, sealed, for nobody else; gone when sent, after 30
days, or with the person.

Called by web.forms.drafting. A ballot is never kept.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from deliberation import clock
from deliberation.record import engines

from .sealing import current_seal
from .tables import kept_draft
from .whole import writing

KEPT = timedelta(days=30)
_PURPOSE = "kept draft"

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and when it was kept (real time)."""

    fields: Fields
    at: datetime

    @property
    def gone(self) -> bool:
        """Whether its days are over: it is shown no more, and deleted when the next one is kept."""
        return self.at <= clock.real() - KEPT

    def of(self, name: str) -> str:
        """What was typed into this field, or nothing."""
        return next((v for k, v in self.fields if k == name), "")


def keep(community: str, person: str, page: str, fields: Fields) -> None:
    """Keep the fields typed on a page, instead of what was kept for it before."""
    t, now = kept_draft, clock.real()
    with writing() as conn:
        conn.execute(delete(t).where(t.c.kept_at <= now - KEPT))
        conn.execute(
            delete(t).where(
                t.c.community_id == community, t.c.person_id == person, t.c.page == page[:200]
            )
        )
        conn.execute(
            insert(t).values(
                community_id=community,
                person_id=person,
                page=page[:200],
                kept_at=now,
                payload=current_seal().seal(_PURPOSE, json.dumps(fields).encode()),
            )
        )


def find(community: str, person: str, page: str) -> Draft | None:
    """What the person kept for this page, or None."""
    t = kept_draft
    with engines.current().read_connection() as conn:
        row = conn.execute(
            select(t.c.payload, t.c.kept_at).where(
                t.c.community_id == community,
                t.c.person_id == person,
                t.c.page == page[:200],
                t.c.kept_at > clock.real() - KEPT,
            )
        ).first()
    return _draft(row) if row else None


def _draft(row: Any) -> Draft | None:
    """None where it was sealed under a secret that is lost."""
    kept = current_seal().still(_PURPOSE, row.payload)
    if kept is None:
        return None
    return Draft([(str(k), str(v)) for k, v in json.loads(kept)], row.kept_at)


def every(community: str, person: str) -> dict[str, Draft]:
    """Everything a person kept, by page: for the file of what is held about them."""
    t = kept_draft
    with engines.current().read_connection() as conn:
        rows = conn.execute(
            select(t)
            .where(t.c.community_id == community, t.c.person_id == person)
            .order_by(t.c.page)
        ).all()
    found = {r.page: _draft(r) for r in rows}
    return {page: draft for page, draft in found.items() if draft is not None}


def drop(community: str, person: str, page: str) -> None:
    """Sent, or no longer wanted."""
    with writing() as conn:
        conn.execute(
            delete(kept_draft).where(
                kept_draft.c.community_id == community,
                kept_draft.c.person_id == person,
                kept_draft.c.page == page[:200],
            )
        )
