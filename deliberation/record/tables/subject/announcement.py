"""Announcements, and what residents ask about them."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from deliberation.record.tables.base import CODE, code, fk, ident, metadata, moment, pk, tenant

# `office`: the role it was written in; `role`: the one it is for. stage as in `subject`: its lists
# filter and sort by it in one index.
announcement = Table(
    "announcement",
    metadata,
    tenant(),
    ident("subject_id"),
    Column("number_year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text),
    Column("body", Text),
    ident("text_from", True),
    ident("by"),
    Column("office", CODE, nullable=False),
    Column("readers", CODE, nullable=False),
    ident("group_id", True),
    code("role"),
    Column("pinned", Boolean, nullable=False),
    Column("stage", CODE, nullable=False),
    moment("stage_at", False),
    moment("at", False),
    moment("ends_at"),
    Column("rulebook", String(64), nullable=False),
    ident("corrects", True),
    ident("corrected_by", True),  # the later one comes in the same act, after this is said
    ident("withdrawn_by", True),
    Column("reasons", Text),
    ident("reasons_from", True),
    pk("subject_id"),
    fk("subject_id", "subject"),
    fk("by", "person", "person_id"),
    fk("group_id", "residents_group"),
    fk("corrects", "announcement", "subject_id"),
    ForeignKeyConstraint(
        ["community_id", "rulebook"], ["rulebook.community_id", "rulebook.digest"]
    ),
    UniqueConstraint("community_id", "number_year", "number"),
    UniqueConstraint("community_id", "corrects"),
    CheckConstraint("(readers = 'group') = (group_id IS NOT NULL)", name="group_named"),
    CheckConstraint("(readers = 'role') = (role IS NOT NULL)", name="role_named"),
    Index("ix_announcement_stage", "community_id", "stage", "pinned", "subject_id"),
)

# state: open, unanswered, answered. An answer after `unanswered_at` came late. By when one is due
# stands in `obligation`, and whether it is hidden in `moderation`.
announcement_question = Table(
    "announcement_question",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("question_id"),
    ident("person_id"),
    Column("body", Text),
    ident("text_from", True),
    moment("at", False),
    Column("state", CODE, nullable=False),
    moment("unanswered_at"),
    Column("answer", Text),
    ident("answer_from", True),
    ident("answered_by", True),
    moment("answered_at"),
    pk("subject_id", "question_id"),
    fk("subject_id", "announcement"),
    fk("person_id", "person"),
    Index("ix_announcement_question_person", "community_id", "person_id", "at"),
)
