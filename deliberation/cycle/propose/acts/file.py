"""附件: the author adds photos and files to the text while it is a draft or gathers support.

Called by `propose.routes`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliberation.charter.act import Act
from deliberation.charter.acts import ActName
from deliberation.charter.attaching import NewFile, attached
from deliberation.charter.case import Case
from deliberation.charter.facts import Fact
from deliberation.charter.needs.proposal import FILES
from deliberation.charter.reasons import refuse

MOST_A_PROPOSAL = (
    60  # of the text, the comments and everything else together: beyond it the text takes no more
)


@dataclass(frozen=True, kw_only=True)
class AttachFile(Act):
    """Photos and files beside the text."""

    name = ActName.attach_file
    needs = frozenset({FILES})
    files: tuple[NewFile, ...]

    def decide(self, case: Case, now: datetime) -> list[Fact]:
        if not self.files:
            raise refuse("empty_text", field="files")
        if case[FILES] + len(self.files) > MOST_A_PROPOSAL:
            raise refuse("too_many_files", most=MOST_A_PROPOSAL)
        return attached(case, self.files, "proposal", case.proposal.proposal_id)
