"""Rows that belong together: every key of the record begins with its community."""

from typing import Any

from sqlalchemy import ColumnElement, and_

ROUND = ("proposal_id", "round_no")  # the columns that name one round of a vote


def same(one: Any, other: Any, *columns: str, **named: str) -> ColumnElement[bool]:
    """SQL: rows of two tables are of one community, and the same in these columns.

    named: columns of `other` that have another name in `one`: `voter_id="person_id"`.
    """
    alike = {"community_id": "community_id", **dict(zip(columns, columns, strict=True)), **named}
    return and_(*(other.c[name] == one.c[there] for name, there in alike.items()))


def its(table: Any) -> str:
    """The column of a table that names whose rows they are: the subject, or, where they are a
    proposal's alone, the proposal.
    """
    return "subject_id" if "subject_id" in table.c else "proposal_id"


def same_subject(one: Any, other: Any, *columns: str, **named: str) -> ColumnElement[bool]:
    """SQL: the same, and both are of one subject, whatever each calls it."""
    return and_(same(one, other, *columns, **named), other.c[its(other)] == one.c[its(one)])


def of_one(table: Any, community: str, ident: Any) -> tuple[ColumnElement[bool], ...]:
    """SQL: rows of this subject."""
    return table.c.community_id == community, table.c[its(table)] == ident


def in_round(table: Any, community: str, proposal: str, round_no: int) -> ColumnElement[bool]:
    """SQL: rows of one round of a vote."""
    return and_(
        table.c.community_id == community,
        table.c.proposal_id == proposal,
        table.c.round_no == round_no,
    )


def newest_first(fact: Any) -> tuple[ColumnElement[Any], ...]:
    """SQL: the order of one subject's facts, the last first, as their index has them. By position
    alone PostgreSQL may walk back through the log of all, until it meets one of this subject.
    """
    return fact.c.subject_id.desc(), fact.c.position.desc()
