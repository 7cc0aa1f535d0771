"""A card of numbered codes, with the fact that it was printed: both or neither.

Called by the desk, for one person and in a print job.
"""

from flask import g

from deliberation.readings.people import roster
from deliberation.record.engines import db
from deliberation.record.write.perform import perform
from deliberation.roster.acts import people as acts
from deliberation.web.doing import follow
from deliberation.web.tenancy import actor

from . import making

Codes = list[tuple[int, str]]


def issue(act_id: str, person_id: str) -> Codes | None:
    """A new card for somebody at the desk; an earlier one is void. → [(number, six digits)], or
    None if this very card was printed already: its codes are kept nowhere. Raises Refused.
    """
    held = roster.offices_of(db.session, g.community.id, person_id)
    kind = "code_card" if any(o.left_at is None for o in held) else "printed_codes"
    codes: Codes = []

    def beside() -> None:
        codes[:] = making.issue_code_card(person_id, kind, community_id=g.community.id)

    done = perform(
        acts.IssueCard(act_id=act_id, person_id=person_id),
        actor(),
        g.community.id,
        beside=beside,
    )
    follow(done)
    return None if done.repeated else codes
