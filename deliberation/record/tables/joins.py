"""Rows that belong together: every key of the record begins with its community."""

from typing import Any

from sqlalchemy import ColumnElement, and_

ROUND = ("proposal_id", "round_no")  # the columns that name one round of a vote


def same(one: Any, other: Any, *columns: str) -> ColumnElement[bool]:
    """SQL: rows of two tables are of one community, and the same in these columns."""
    return and_(*(other.c[name] == one.c[name] for name in ("community_id", *columns)))
