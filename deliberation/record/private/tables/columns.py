"""Columns and keys that many private tables have."""

from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint

from deliberation.record.types import ID, UtcDateTime


def at(name: str, nullable: bool = True) -> Column[Any]:
    """A moment, in UTC."""
    return Column(name, UtcDateTime, nullable=nullable)


def of_account(nullable: bool = False, **kw: Any) -> Column[Any]:
    """The account a row belongs to."""
    return Column("account_id", ID, ForeignKey("account.account_id"), nullable=nullable, **kw)


def of_person() -> ForeignKeyConstraint:
    """The person a row belongs to, by its columns."""
    return ForeignKeyConstraint(
        ["community_id", "person_id"], ["person.community_id", "person.person_id"]
    )
