"""The installation: acts of the shell, and deadlines moved for a demo."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.announcement import Stage as Announced
from deliberation.charter.subjects.proposal import Stage as S

from .row import EVERYWHERE, Row, row

ROWS: tuple[Row, ...] = (
    row(A.create_community, None, R.operator),
    row(A.adopt_rulebook, None, R.operator),
    row(A.print_letter, None, R.operator),
    row(A.take_away_factors, None, R.operator),
    row(A.import_proposals, None, R.operator),
    row(A.import_comments, S.draft, R.operator),
    row(A.move_deadline, (*EVERYWHERE, *Announced), R.clock, of=None),
)
