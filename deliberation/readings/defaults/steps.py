"""The steps of matters from stage to stage, from the log. Called by `reading` and `again`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from deliberation.charter.subjects.proposal import Stage
from deliberation.record import tables
from deliberation.record.log import canonical
from deliberation.record.tables.joins import same

CHUNK = 500
_F, _B = tables.fact, tables.fact_body


@dataclass(frozen=True, slots=True)
class Step:
    """From a stage to another, at a position of the log."""

    position: int
    source: str
    to: str

    @property
    def begins(self) -> bool:
        """Whether a round of notice and vote begins with it."""
        return self.to == Stage.notice.value


def chunks(wanted: Iterable[str]) -> Iterator[list[str]]:
    """So many at once as a statement takes."""
    listed = sorted(wanted)
    for i in range(0, len(listed), CHUNK):
        yield listed[i : i + CHUNK]


def steps_of(s: Any, community: str, subjects: Iterable[str]) -> dict[str, list[Step]]:
    """Subject → its steps, oldest first."""
    found: dict[str, list[Step]] = defaultdict(list)
    for some in chunks(subjects):
        query = (
            select(_F.c.subject_id, _F.c.position, _B.c.body)
            .join(_B, and_(same(_F, _B, "position"), _B.c.part == "public"))
            .where(
                _F.c.community_id == community,
                _F.c.subject_id.in_(some),
                _F.c.kind == "stage_moved",
            )
            .order_by(_F.c.position)
        )
        for r in s.execute(query):
            said = canonical.read(bytes(r.body))
            found[r.subject_id].append(Step(r.position, said["from_stage"], said["to_stage"]))
    return found
