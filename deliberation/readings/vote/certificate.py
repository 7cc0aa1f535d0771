"""What the certificate page shows before the button: the same checks its act stores."""

from typing import Any

from deliberation.charter.case import Case, Community
from deliberation.record.write.answers.vote.checks import certificate_checks


def checks(s: Any, community: Community, row: Any, case: Case) -> list[list[Any]]:
    """[code, right | wrong | look, figure] per check."""
    return certificate_checks(s, community, row, case.kind, case.calendar, case.now)
