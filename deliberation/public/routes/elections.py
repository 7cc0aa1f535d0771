"""Elections and recalls, under way and past; what may be called. Anybody may read them."""

from typing import Any

from flask import g, render_template
from flask_login import current_user

from deliberation.charter.acts import ActName
from deliberation.charter.cycle.gate import open_to
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import election_list
from deliberation.record.engines import db
from deliberation.web.caching import public_page
from deliberation.web.tenancy import actor

from .pages import rulebook


@blueprint.get("/elections")
@public_page(record_stamp)
def elections() -> Any:
    """Under way first, then past; for whoever may call one, the kinds there are."""
    book, found = rulebook(), election_list.listed(db.session, g.community.id)
    kinds = {name: kind for name, kind in book.kinds.items() if kind.election.role}
    return render_template(
        "public/elections/elections.html",
        running=[x for x in found if x.stage != "closed"],
        past=[x for x in found if x.stage == "closed"],
        kinds=kinds,
        book=book,
        may=bool(kinds) and _may(),
    )


def _may() -> bool:
    """Whether the reader could call an election."""
    if not current_user.is_authenticated or not current_user.person_id:
        return False
    return ActName.call_election in open_to(
        desk.case_of(
            db.session,
            g.community,
            actor(),
            community_reading.rulebook_digest(db.session, g.community.id),
        )
    )
