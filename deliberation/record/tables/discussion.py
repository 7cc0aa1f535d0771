"""What is said about a proposal, supported, reported and hidden; and what is only for the
office.
"""

from sqlalchemy import Column, Index, Integer, String, Table, Text, text

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

_OPEN = text("state = 'open'")

comment = Table(
    "comment",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("comment_id"),
    ident("person_id", True),
    Column("pseudonym", String(80)),
    code("stance"),
    code("role"),
    ident("parent_id", True),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    Column("votes_for", Integer, nullable=False, server_default="0"),
    Column("votes_against", Integer, nullable=False, server_default="0"),
    Column("source_id", String(40)),
    pk("subject_id", "comment_id"),
    fk("subject_id", "subject"),
    fk("person_id", "person"),
    Index("ix_comment_at", "community_id", "subject_id", "at", "comment_id"),
    Index("ix_comment_votes", "community_id", "subject_id", "votes_for", "at", "comment_id"),
    Index("ix_comment_stance", "community_id", "subject_id", "stance", "at", "comment_id"),
    Index("ix_comment_role", "community_id", "subject_id", "role", "at", "comment_id"),
    Index("ix_comment_person", "community_id", "person_id", "at"),
)

comment_report = Table(
    "comment_report",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("comment_id"),
    ident("person_id"),
    Column("reason", CODE, nullable=False),
    moment("at", False),
    pk("subject_id", "comment_id", "person_id"),
    fk("subject_id", "subject"),
    fk("person_id", "person"),
    Index("ix_comment_report_person", "community_id", "person_id", "at"),
)

# Brought to the community office only (只给社区看): for its author, the desk and the supervisors.
# state: open, late, answered.
private_matter = Table(
    "private_matter",
    metadata,
    tenant(),
    ident("matter_id"),
    ident("person_id", True),
    moment("at", False),
    moment("due_at", False),
    Column("state", CODE, nullable=False),
    Column("title", Text),
    Column("body", Text),
    ident("private_from", True),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    pk("matter_id"),
    fk("person_id", "person"),
    Index("ix_private_matter_state", "community_id", "state", "due_at"),
    Index("ix_private_matter_person", "community_id", "person_id", "at"),
    # The tick asks every community at once.
    Index("ix_private_matter_due", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
)

# Who supports which contribution; the number stands in comment.votes_for. `times`: see the fact.
comment_support = Table(
    "comment_support",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("comment_id"),
    ident("person_id"),
    Column("times", Integer, nullable=False),
    moment("at", False),
    moment("taken_back_at"),
    pk("subject_id", "comment_id", "person_id"),
    fk("subject_id", "subject"),
    fk("person_id", "person"),
    Index("ix_comment_support_person", "community_id", "person_id", "at"),
)

# A contribution that was looked at, as it was last: the public log of moderation. state: hidden,
# shown (again, by a supervisor's decision), or kept (reported, and not hidden).
moderation = Table(
    "moderation",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("comment_id"),
    ident("person_id", True),
    Column("state", CODE, nullable=False),
    Column("reason", CODE, nullable=False),
    ident("by"),
    Column("note", Text),
    ident("text_from", True),
    moment("at", False),
    Column("objection", Text),
    ident("objection_from", True),
    moment("objected_at"),
    moment("due_at"),
    ident("decided_by", True),
    moment("decided_at"),
    Column("decision", Text),
    ident("decision_from", True),
    pk("subject_id", "comment_id"),
    fk("subject_id", "subject"),
    Index("ix_moderation_at", "community_id", "at"),
)
