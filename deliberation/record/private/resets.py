"""Second factors that began or ended while a vote was prepared and open: a figure for its certificate. Read only."""

from datetime import datetime

from sqlalchemy import Connection, and_, func, or_, select

from deliberation.record.tables import office

from .tables import account_person, factor


def during(conn: Connection, community_id: str, start: datetime, end: datetime) -> int:
    """How many people in office had a factor confirmed or revoked in [start, end]; a first enrolment counts too."""
    changed = or_(factor.c.confirmed_at.between(start, end), factor.c.revoked_at.between(start, end))
    owner = or_(and_(factor.c.account_id == account_person.c.account_id, factor.c.account_id.is_not(None)),
                and_(factor.c.community_id == community_id, factor.c.person_id == account_person.c.person_id))
    in_office = select(office.c.person_id).where(office.c.community_id == community_id, office.c.role.in_(("representative", "committee_member")))
    return conn.execute(
        select(func.count(func.distinct(account_person.c.person_id))).select_from(account_person.join(factor, owner))
        .where(account_person.c.community_id == community_id, changed, account_person.c.person_id.in_(in_office))).scalar_one()
