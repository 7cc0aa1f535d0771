"""评 evaluate: residents rate, and the clock closes."""

from deliberation.charter.acts import ActName as A
from deliberation.charter.roles import Role as R
from deliberation.charter.subjects.proposal import Stage as S

from .row import Row, row

ROWS: tuple[Row, ...] = (
    row(A.rate, S.evaluate, (R.resident, R.owner)),
    row(A.close, S.evaluate, R.clock, completed=S.closed),
)
