"""Facts around a notice: who decides instead of the assembly, and a notice that hung wrongly,
withdrawn with its reason and shown anew for its whole days.
"""

from dataclasses import dataclass

from deliberation.charter.facts.base import Fact, text
from deliberation.charter.facts.naming import Office


@dataclass(frozen=True)
class NoticeRestarted(Fact):
    """A notice hung with a wrong date or text, or did not hang: it is withdrawn and its days begin
    again. `round_no`: the one withdrawn.

    The stage's own fact follows, with the new dates; what was posted and proved before stays in the
    record.
    """

    kind = "notice_restarted"
    by: Office
    role: str
    fault: str
    round_no: int
    reasons: str | None = text()


@dataclass(frozen=True)
class DelegationRecorded(Fact):
    """The residents' assembly has the representatives' meeting decide this matter (Art 30): its
    decision of a day, and the document. Now the representatives vote.
    """

    kind = "delegation_recorded"
    by: Office
    decided_on: str
    document: str | None = text()
