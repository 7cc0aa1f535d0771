"""Whatever has a life of its own in the record: the parent of every typed row, and the lock."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, UniqueConstraint

from .base import CODE, code, ident, metadata, moment, pk, tenant

# Where it stands. A type may keep the same in columns of its own, for the indexes of its lists:
# both are written together.
subject = Table(
    "subject",
    metadata,
    tenant(),
    ident("subject_id"),
    Column("type", CODE, nullable=False),
    Column("stage", CODE, nullable=False),
    moment("stage_at", False),
    code("ending"),
    Column("rulebook", String(64)),
    Column("version_no", Integer, nullable=False),
    Column("year", Integer),
    Column("number", Integer),
    pk("subject_id"),
    UniqueConstraint("community_id", "type", "year", "number"),
    ForeignKeyConstraint(
        ["community_id", "rulebook"], ["rulebook.community_id", "rulebook.digest"]
    ),
)
