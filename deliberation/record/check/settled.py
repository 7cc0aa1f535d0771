"""The rows of acts done, held against the database as they are made and then forgotten: one for
each act there ever was, and nothing asks about them again. Called by `verify`.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from deliberation.record import tables
from deliberation.record.applying.changes import Memory

from .replay import compared

TABLE = tables.act_done
MANY = 5_000  # rows kept before they are looked at
AT_ONCE = 500  # asked for in one statement
Difference = tuple[dict[str, Any], str]  # the key of a row, and what is wrong with it


class Settled:
    """How many rows were looked at so far, of one community."""

    def __init__(self, conn: Connection, community: str, memory: Memory) -> None:
        self._conn, self._of, self._memory = conn, community, memory
        self.rows = 0

    def soon(self) -> Iterator[Difference]:
        """Every row that is not as it was made, as soon as there are many."""
        if len(self._memory.tables[TABLE.name]) >= MANY:
            yield from self._now()

    def at_last(self) -> Iterator[Difference]:
        """The same of the rest; and whatever no act made."""
        yield from self._now()
        c, here = TABLE.c, TABLE.c.community_id == self._of
        stored = self._conn.execute(select(func.count()).where(here)).scalar_one()
        if stored == self.rows:
            return
        made = select(tables.fact.c.act_id).where(tables.fact.c.community_id == self._of)
        of_none = select(c.act_id).where(here, c.act_id.not_in(made)).order_by(c.act_id)
        for act in self._conn.execute(of_none).scalars():
            yield {"community_id": self._of, "act_id": act}, "is in no fact"
        yield {"community_id": self._of}, f"{stored} rows, the facts make {self.rows}"

    def _now(self) -> Iterator[Difference]:
        made = self._memory.tables[TABLE.name]
        keys = list(made)
        for start in range(0, len(keys), AT_ONCE):
            expected = {key: made.pop(key) for key in keys[start : start + AT_ONCE]}
            self.rows += len(expected)
            acts = [act for _, act in expected]
            here = (TABLE.c.community_id == self._of, TABLE.c.act_id.in_(acts))
            yield from compared(TABLE, self._conn.execute(select(TABLE).where(*here)), expected)
