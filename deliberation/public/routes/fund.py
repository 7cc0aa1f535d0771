"""The community's fund: rounds and proposals with what they ask, what was resolved and what was
spent. Anybody may read it.
"""

from typing import Any

from flask import g, render_template
from flask_login import current_user

from deliberation.charter.acts import ActName as A
from deliberation.charter.cycle.policy import POLICY
from deliberation.charter.matters.fund import MATTER
from deliberation.public.blueprint import blueprint
from deliberation.public.stamps import record_stamp
from deliberation.readings import community as community_reading
from deliberation.readings.desk import waiting as desk
from deliberation.readings.matters import funds as reading
from deliberation.record.engines import db
from deliberation.web.caching import public_page
from deliberation.web.tenancy import actor

from .pages import rulebook


@blueprint.get("/fund")
@public_page(record_stamp)
def fund() -> Any:
    """What is under way first, then what was resolved with its spending, then what came to nothing,
    and what the fund never pays for.
    """
    book = rulebook()
    every = reading.every(db.session, g.community.id)
    resolved = [m for m in every if m.resolved and m.stage != "publish"]
    under_way = [m for m in every if m not in resolved and m.stage != "closed"]
    return render_template(
        "public/fund/fund.html",
        resolved=resolved,
        under_way=under_way,
        ended=[m for m in every if m not in resolved and m not in under_way],
        book=book,
        known=bool(MATTER.kinds_in(book)),
        may=bool(MATTER.kinds_in(book)) and _may(),
    )


def _may() -> bool:
    """Whether the reader could open a round."""
    if not current_user.is_authenticated or not current_user.person_id:
        return False
    case = desk.case_of(
        db.session,
        g.community,
        actor(),
        community_reading.rulebook_digest(db.session, g.community.id),
    )
    return not case.roles().isdisjoint(POLICY[A.open_budget_round].roles)
