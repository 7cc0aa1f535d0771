"""Whatever has a life of its own in the record: the parent of every typed row, and the lock; and
who has to do what about it.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from deliberation.record.types import ID

from .base import CODE, code, ident, metadata, moment, pk, tenant

_OPEN = text("ended_at IS NULL")

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

# Who should do what, from when, by when, and what the clock does otherwise: the last opening of
# each act and entry, as its fact says it (`charter.facts.obligations`), open until `ended_at`. What
# waits outside any subject has none, so the column refers to no row, and who `not_by` means stands
# in a private part. `who` and `not_by` hold up to so many codes or ids, with a space between.
obligation = Table(
    "obligation",
    metadata,
    tenant(),
    Column("subject_id", ID, nullable=False, server_default=""),
    Column("act", CODE, nullable=False),
    Column("ref", ID, nullable=False, server_default=""),
    Column("who_kind", CODE, nullable=False),
    Column("who", String(80), nullable=False, server_default=""),
    Column("need", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("not_by", String(80)),
    ident("not_by_from", True),
    moment("from_at", False),
    moment("due_at"),
    moment("start_at"),
    Column("days", Integer),
    Column("provisional", Boolean, nullable=False),
    code("then_act"),
    moment("held_until"),
    Column("scope", CODE, nullable=False),
    ident("opened_by"),
    moment("ended_at"),
    ident("ended_by", True),
    pk("subject_id", "act", "ref"),
    # The tick asks every community at once what is due; desks ask one, by who they are.
    Index("ix_obligation_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
    Index(
        "ix_obligation_who",
        "community_id",
        "who_kind",
        "who",
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    ),
)
