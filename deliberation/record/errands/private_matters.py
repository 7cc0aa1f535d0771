"""What was brought to the office alone and not answered in its days: the supervisors are told."""

from collections.abc import Iterator

from sqlalchemy import select

from deliberation import clock
from deliberation.charter.act import Act, attempt
from deliberation.charter.acts import ActName
from deliberation.record import tables
from deliberation.record.engines import Engines
from deliberation.record.ids import new_id


def acts(engines: Engines, community: str | None, most: int) -> Iterator[tuple[str, Act]]:
    """(community, act) of each matter whose days are over."""
    t = tables.private_matter
    query = (
        select(t.c.community_id, t.c.matter_id)
        .where(t.c.state == "open", t.c.due_at <= clock.now())
        .limit(most)
    )
    if community:
        query = query.where(t.c.community_id == community)
    with engines.read_connection() as conn:
        rows = conn.execute(query).all()
    for r in rows:
        act = attempt(ActName.mark_private, act_id=new_id(), matter_id=r.matter_id)
        yield r.community_id, act
