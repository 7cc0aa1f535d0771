"""What all civic tables share: one metadata with names for its keys, the community in front, ids,
codes and moments.
"""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, MetaData, PrimaryKeyConstraint, String

from deliberation.record.types import ID, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


CODE = String(40)


def tenant() -> Column[Any]:
    return Column("community_id", ID, nullable=False)


def ident(name: str, nullable: bool = False) -> Column[Any]:
    return Column(name, ID, nullable=nullable)


def code(name: str, default: str | None = None) -> Column[Any]:
    return Column(name, CODE, nullable=default is None)


def moment(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=nullable)


def pk(*names: str) -> PrimaryKeyConstraint:
    return PrimaryKeyConstraint("community_id", *names)


def fk(column: str, table: str, target: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", column], [f"{table}.community_id", f"{table}.{target or column}"]
    )
