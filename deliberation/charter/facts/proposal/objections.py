"""Facts of objections (异议): raised, answered, left unanswered, and what an upheld one led to."""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office, Voice


@dataclass(frozen=True)
class Objected(Fact):
    """A resident's objection, one per person and ground."""

    kind = "objected"
    objection: str
    person: Voice
    ground: str
    stage: str
    body: str | None = text()


@dataclass(frozen=True)
class ObjectionAnswered(Fact):
    """Answered with reasons: upheld, partly or rejected."""

    kind = "objection_answered"
    objection: str
    by: Office
    outcome: str
    reasons: str | None = text()


@dataclass(frozen=True)
class ObjectionUnanswered(Fact):
    """Its days passed without an answer; marked, and the matter goes on."""

    kind = "objection_unanswered"
    objection: str


@dataclass(frozen=True)
class ObjectionRemedied(Fact):
    """What followed from an upheld objection: counted again, a new vote, back to the council, put
    right on the roster, or declined with reasons. `by` None: by itself, when its days were over.
    """

    kind = "objection_remedied"
    objection: str
    by: Office | None
    way: str
    reasons: str | None = text()


@dataclass(frozen=True)
class ObjectionUnremedied(Fact):
    """Its days passed and nothing followed from it, nor could by itself; marked, and still owed."""

    kind = "objection_unremedied"
    objection: str
