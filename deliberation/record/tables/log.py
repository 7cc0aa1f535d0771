"""The log itself and what is written in its transaction: facts, bodies, the tree, its head, locks,
series of numbers, acts done.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from deliberation.record.types import ID, UtcDateTime

from .base import CODE, ident, metadata, moment, pk, tenant

# --- the log
# -------------------------------------------------------------------------------------------

fact = Table(
    "fact",
    metadata,
    tenant(),
    Column("position", BigInteger, nullable=False),
    ident("fact_id"),
    Column("kind", CODE, nullable=False),
    Column("subject_type", CODE),
    ident("subject_id", True),
    ident("act_id"),
    moment("at", False),
    Column("header", LargeBinary, nullable=False),
    pk("position"),
    UniqueConstraint("community_id", "fact_id"),
    Index("ix_fact_subject", "community_id", "subject_id", "position"),
    Index("ix_fact_kind", "community_id", "kind", "position"),
)

fact_body = Table(
    "fact_body",
    metadata,
    tenant(),
    Column("position", BigInteger, nullable=False),
    Column("part", String(8), nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    pk("position", "part"),
    ForeignKeyConstraint(["community_id", "position"], ["fact.community_id", "fact.position"]),
    CheckConstraint("part IN ('public','text','private','sealed')", name="part"),
    CheckConstraint("(salt IS NULL) = (body IS NULL)", name="whole"),
)

tree_node = Table(
    "tree_node",
    metadata,
    tenant(),
    Column("level", Integer, nullable=False),
    Column("idx", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    pk("level", "idx"),
)

# Referenced by nothing: a foreign key to it plus FOR UPDATE deadlocks.
log_head = Table(
    "log_head",
    metadata,
    Column("community_id", ID, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("at", UtcDateTime),  # the latest time of any fact
)

civic_lock = Table("civic_lock", metadata, Column("community_id", ID, primary_key=True))

number_series = Table(
    "number_series",
    metadata,
    tenant(),
    Column("type", CODE, nullable=False),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    pk("type", "year"),
)

# The first fact of every act, so that the same act id is answered again and never written twice.
act_done = Table(
    "act_done",
    metadata,
    tenant(),
    ident("act_id"),
    ident("fact_id"),
    ident("person_id", True),
    ident("subject_id", True),
    Column("mac", String(64), nullable=False),
    pk("act_id"),
)

# Derived from the texts, rebuilt by replay, compared by `verify`: two-character pieces for search.
search_piece = Table(
    "search_piece",
    metadata,
    tenant(),
    Column("piece", String(2).with_variant(String(2, collation="C"), "postgresql"), nullable=False),
    ident("subject_id"),
    pk("piece", "subject_id"),
    Index("ix_search_piece_subject", "community_id", "subject_id"),
)

# The civic offset of a demo instance; no row in any other.
demo_clock = Table(
    "demo_clock",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("offset_seconds", BigInteger, nullable=False),
    CheckConstraint("one = 1", name="single"),
)

# When the clock, or a person, last knew that the server's date was right.
clock_seen = Table(
    "clock_seen",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("one = 1", name="single"),
)

# Which keys this database was made under: what tells a key of today from another one, never a key.
key_seen = Table(
    "key_seen",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
)
