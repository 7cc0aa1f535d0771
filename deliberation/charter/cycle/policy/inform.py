"""知 inform: posting, meetings, and the notice before a vote."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import BEFORE_NOTICE, OPEN, RESOLVED
from deliberation.charter.subjects.proposal import Stage as S

from .row import Row, row

ROWS: tuple[Row, ...] = (
    row(
        A.post_proof,
        (S.notice, S.vote, *RESOLVED),
        (R.clerk, R.supervisor, R.author, R.representative),
    ),
    row(A.shorten_notice, S.notice, R.committee_member, factor=True, barred=True),
    row(A.ask_meeting, OPEN, (R.representative, R.resident)),
    row(A.declare_effect, (S.advise, S.notice), R.clerk, factor=True),
    row(
        A.record_delegation, BEFORE_NOTICE, (R.clerk, R.committee_member), factor=True, barred=True
    ),
    row(
        A.restart_notice,
        S.notice,
        (R.clerk, R.committee_member),
        factor=True,
        barred=True,
        restarted=S.notice,
    ),
    row(A.open_vote, S.notice, R.clock, opened=S.vote, no_proof=S.notice, no_projects=S.closed),
)
