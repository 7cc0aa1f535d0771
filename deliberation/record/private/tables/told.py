"""What a person in a community has been told and has read."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from deliberation.record.tables.base import CODE, metadata
from deliberation.record.types import ID

from .columns import at, of_person

# How far somebody has read: `what` is "record", "inbox" or a proposal's id; `position` a position
# of the log.
read_mark = Table(
    "read_mark",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("what", String(40), nullable=False),
    Column("position", BigInteger, nullable=False),
    at("at", False),
    PrimaryKeyConstraint("community_id", "person_id", "what"),
    of_person(),
)

# One line in somebody's inbox: codes and parameters, worded in the reader's language when it is
# shown.
message = Table(
    "message",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("message_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("fact_position", BigInteger, nullable=False),
    Column("kind", CODE, nullable=False),
    Column("subject_id", ID),
    Column("params", Text, nullable=False),
    at("created_at", False),
    at("read_at"),
    PrimaryKeyConstraint("community_id", "message_id"),
    of_person(),
    UniqueConstraint("community_id", "person_id", "fact_position", "kind"),
    Index("ix_message_inbox", "community_id", "person_id", "read_at", "message_id"),
    Index("ix_message_subject", "community_id", "subject_id"),
)

# What somebody wants to be told about, beside what they wrote, co-signed or commented. Shown to
# nobody else.
follow = Table(
    "follow",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("subject_id", ID, nullable=False),
    at("since", False),
    PrimaryKeyConstraint("community_id", "person_id", "subject_id"),
    of_person(),
    ForeignKeyConstraint(
        ["community_id", "subject_id"], ["subject.community_id", "subject.subject_id"]
    ),
    Index("ix_follow_subject", "community_id", "subject_id"),
)

# One delivery of one message over one channel outside the site; the inbox itself needs none.
outbox = Table(
    "outbox",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("message_id", ID, nullable=False),
    Column("channel", CODE, nullable=False),
    Column("state", CODE, nullable=False),
    Column("tries", Integer, nullable=False),
    at("next_at"),
    at("sent_at"),
    Column("error", String(200)),
    PrimaryKeyConstraint("community_id", "message_id", "channel"),
    ForeignKeyConstraint(
        ["community_id", "message_id"], ["message.community_id", "message.message_id"]
    ),
    CheckConstraint("state IN ('waiting','sending','sent','failed')", name="state"),
    Index("ix_outbox_next", "state", "next_at"),
)

# Up to which position of a community's log notices have been made.
notice_mark = Table(
    "notice_mark",
    metadata,
    Column("community_id", ID, primary_key=True),
    Column("position", BigInteger, nullable=False),
    at("at", False),
)
