"""Facts of what is only for the community office (只给社区看): the words stand in private parts and
are never shown to others.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.facts.base import Fact, private
from deliberation.charter.facts.naming import Office, Voice
from deliberation.charter.facts.obligations import Obligation


@dataclass(frozen=True)
class PrivateMatterBrought(Fact):
    """Somebody brought a quarrel with a neighbour or a hardship to the office, which answers by
    `due_at`.
    """

    kind = "private_matter_brought"
    matter: str
    person: Voice
    due_at: datetime
    obligations: list[Obligation] | None = None
    title: str | None = private()
    body: str | None = private()


@dataclass(frozen=True)
class PrivateMatterLate(Fact):
    """The office let its days pass: the supervisors are told, and may answer as well. person: None
    where nobody knows any more whose it was.
    """

    kind = "private_matter_late"
    matter: str
    person: Voice | None
    obligations: list[Obligation] | None = None


@dataclass(frozen=True)
class PrivateMatterAnswered(Fact):
    """The office, or a supervisor where it was late, answered. With that it is closed. person: as
    above.
    """

    kind = "private_matter_answered"
    matter: str
    person: Voice | None
    by: Office
    answer: str | None = private()
