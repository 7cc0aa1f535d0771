"""A row of the table: act → stages, roles, fresh factor or not, {outcome: next stage}.

Written by `row` in the file of its verb; where no stage is named, the act needs no subject.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from deliberation.charter.acts import ActName
from deliberation.charter.roles import Role
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.proposal import OPEN, Stage

NOWHERE: tuple[None] = (None,)
EVERYWHERE = OPEN + (Stage.closed,)
# while money for a matter may still move, or be looked at
WHILE_PAID = (Stage.carry_out, Stage.inspect, Stage.evaluate, Stage.closed)

# while a fault that an inspection found may be put right; it outlives the inspection
WHILE_FOUND = (Stage.inspect, Stage.evaluate, Stage.closed)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `barred` = recusal bars it; `group` = only the people of the
    proposal's group. `of`: the type of subject; None is any, and `stages` names those of each.
    """

    act: ActName
    stages: tuple[StrEnum | None, ...]  # no set: two types may spell a stage alike
    roles: tuple[Role, ...]
    factor: bool = False
    outcomes: dict[str, StrEnum] = field(default_factory=dict)
    barred: bool = False
    group: bool = False
    of: SubjectType | None = SubjectType.proposal

    def at(self, place: StrEnum | None) -> bool:
        """Whether it is one of its stages: of this type, since those of two types may be spelt
        alike.
        """
        return any(stage is place for stage in self.stages)


def row(
    act: ActName,
    stages: Any,
    roles: Any,
    *,
    factor: bool = False,
    barred: bool = False,
    group: bool = False,
    of: SubjectType | None = SubjectType.proposal,
    **outcomes: StrEnum,
) -> Row:
    """A line as it is written: one stage or role may stand without its tuple."""
    where = NOWHERE if stages is None else stages if isinstance(stages, tuple) else (stages,)
    who = roles if isinstance(roles, tuple) else (roles,)
    return Row(act, where, who, factor, outcomes, barred, group, of)
