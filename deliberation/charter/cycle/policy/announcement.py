"""知 inform: announcements, and what is asked about them. Their stages are their own."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects import SubjectType
from deliberation.charter.subjects.announcement import WRITERS
from deliberation.charter.subjects.announcement import Stage as S

from .row import Row, row

_OF = SubjectType.announcement
_AT_ALL = tuple(S)

ROWS: tuple[Row, ...] = (
    row(A.announce, None, WRITERS, factor=True, of=_OF),
    row(
        A.correct_announcement,
        (S.shown, S.over),
        WRITERS,
        factor=True,
        of=_OF,
        corrected=S.over,
    ),
    row(
        A.withdraw_announcement,
        (S.shown, S.over),
        WRITERS,
        factor=True,
        of=_OF,
        withdrawn=S.withdrawn,
    ),
    row(A.end_announcement, S.shown, R.clock, of=_OF, ended=S.over),
    row(A.ask_about, S.shown, (R.resident, R.owner, R.supervisor), of=_OF),
    row(A.answer_about, _AT_ALL, WRITERS, of=_OF),
    row(A.mark_about, _AT_ALL, R.clock, of=_OF),
    row(A.hide_about, _AT_ALL, R.supervisor, of=_OF),
    row(A.keep_about, _AT_ALL, R.supervisor, of=_OF),
)
