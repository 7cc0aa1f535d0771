"""Whether somebody is an owner here: by their roster entry, by another unit recorded as theirs, or
because they act for an owner. SQL over the table of people.
"""

from typing import Any

from sqlalchemy import and_, exists, or_

from deliberation.record.tables.joins import same

from .tables import ownership, representation


def owns_here(p: Any) -> Any:
    """Condition on a row of people; what has ended does not count."""

    def tied(t: Any) -> Any:
        return exists().where(and_(same(p, t, "person_id"), t.c.ended_at.is_(None)))

    return or_(p.c.tenure == "owner", tied(ownership), tied(representation))
