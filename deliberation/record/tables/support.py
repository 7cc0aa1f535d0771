"""Who supports a proposal, what it is merged with, and the files that hang on it."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from .base import CODE, code, fk, ident, metadata, moment, pk, tenant

cosignature = Table(
    "cosignature",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    Column("office", Boolean, nullable=False),
    Column("version_no", Integer, nullable=False),
    moment("at", False),
    moment("taken_back_at"),
    ident("moved_to", True),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
    Index("ix_cosignature_person", "community_id", "person_id", "proposal_id"),
)

merge_consent = Table(
    "merge_consent",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("person_id"),
    moment("at", False),
    pk("proposal_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("person_id", "person"),
)

# Who asks the council to merge two proposals: a row on each of the two. `into`: this one is to be
# merged into the other.
merge_request = Table(
    "merge_request",
    metadata,
    tenant(),
    ident("proposal_id"),
    ident("other_id"),
    ident("person_id"),
    moment("at", False),
    pk("proposal_id", "other_id", "person_id"),
    fk("proposal_id", "proposal"),
    fk("other_id", "proposal", "proposal_id"),
    fk("person_id", "person"),
    Index("ix_merge_request_person", "community_id", "person_id", "at"),
)

attachment = Table(
    "attachment",
    metadata,
    tenant(),
    ident("subject_id"),
    ident("attachment_id"),
    ident("by"),
    code("hangs_on", ""),
    ident("ref"),
    Column("digest", String(64), nullable=False),
    Column("small", String(64)),
    Column("media_type", CODE, nullable=False),
    Column("size", Integer, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("alt", Text),
    Column("file_name", Text),
    ident("text_from"),
    moment("at", False),
    pk("attachment_id"),
    fk("subject_id", "subject"),
    Index("ix_attachment_ref", "community_id", "subject_id", "ref"),
    Index("ix_attachment_digest", "digest"),
    Index("ix_attachment_small", "small"),
)
