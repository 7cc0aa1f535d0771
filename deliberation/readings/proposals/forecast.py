"""By when there will be a result at the latest, if every body uses every day it has.

Shown on the form of a proposal.
"""

from datetime import datetime, timedelta

from deliberation.charter.case import Case
from deliberation.charter.rulebook import Kind


def latest_result(case: Case, matter: str = "ordinary", scope: str = "community") -> datetime:
    """The last day of the count, each stage taking all its days, one notice extension included.

    A study not made may delay it; the page says so.
    """
    kind, tz, at = case.rulebook.kind(matter), case.community.timezone, case.now
    vote = kind.vote[scope]
    for days in _days_before_the_vote(kind):
        at = case.calendar.add_days(at, days, tz).at
    return case.calendar.voting_window(
        at + timedelta(seconds=1), vote.days, tz, min_working_days=vote.min_working_days
    ).at


def _days_before_the_vote(kind: Kind) -> tuple[int, ...]:
    return (
        kind.gather.days,
        kind.take_up.days,
        kind.advise.days,
        kind.advise.author_days,
        kind.advise.consent_days,
        kind.notice.days,
        kind.notice.proof_extension_days,
    )
