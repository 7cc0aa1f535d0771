"""Tasks delegated by departments: in force, asked for, ended; the money promised and received.

Anybody may read them.
"""

from typing import Any

from flask import g, render_template
from flask_login import current_user

from deliberation.charter.matters.task import MATTER
from deliberation.charter.roles import Role
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import tasks as reading
from deliberation.record.engines import db
from deliberation.web.caching import public_page
from deliberation.web.tenancy import actor

from .pages import rulebook

STANDINGS = ("in_force", "asked", "ended", "not_taken")


@blueprint.get("/tasks")
@public_page(record_stamp)
def tasks() -> Any:
    """In force first, then what is asked for, then what ended or was not taken on, and the
    community's list.
    """
    book = rulebook()
    found: dict[str, list[reading.Task]] = {standing: [] for standing in STANDINGS}
    for t in reading.every(db.session, g.community.id):
        found[t.standing].append(t)
    return render_template(
        "public/tasks/tasks.html",
        found=found,
        book=book,
        known=bool(MATTER.kinds_in(book)),
        may=bool(MATTER.kinds_in(book)) and _may(),
    )


def _may() -> bool:
    """Whether the reader could apply for an organisation."""
    if not current_user.is_authenticated or not current_user.person_id:
        return False
    return (
        Role.organisation
        in desk.case_of(
            db.session,
            g.community,
            actor(),
            community_reading.rulebook_digest(db.session, g.community.id),
        ).roles()
    )
