"""The table: act → stages, roles, fresh factor or not, {outcome: next stage}. No row means no.

The same rows gate every act, draw the buttons of a page, and are published as “who may do what”,
in this order.
"""

from deliberation.charter.acts import ActName

from . import (
    announcement,
    carry_out,
    evaluate,
    inform,
    installation,
    people,
    propose,
    resolve,
    suggest,
    supervise,
)
from .row import Row

__all__ = ["POLICY", "TABLE"]

TABLE: tuple[Row, ...] = (
    *propose.ROWS,
    *suggest.ROWS,
    *inform.ROWS,
    *announcement.ROWS,
    *resolve.ROWS,
    *supervise.ROWS,
    *carry_out.ROWS,
    *evaluate.ROWS,
    *people.ROWS,
    *installation.ROWS,
)

POLICY: dict[ActName, Row] = {row.act: row for row in TABLE}
