"""The fact of a photographed slip: whose it is stands in public, which picture it is does not."""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, private
from deliberation.charter.facts.naming import EnteredFor, Office


@dataclass(frozen=True)
class SlipPhotographed(Fact):
    """The signed slip of what was entered at the desk was photographed.

    The picture is for clerks and supervisors only, and goes when `private` is erased.
    """

    kind = "slip_photographed"
    act: str
    person: EnteredFor
    by: Office
    digest: str | None = private()
    small: str | None = private()
    media_type: str | None = private()
