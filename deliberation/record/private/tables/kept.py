"""What somebody keeps for themselves: forms half written or carried through signing in, and how
they like their pages.
"""

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, String, Table

from deliberation.record.tables.base import CODE, metadata
from deliberation.record.types import ID

from .columns import at, of_account, of_person

# A form that was sent after the session had idled out, kept sealed for its owner until they have
# signed in again.
carried_form = Table(
    "carried_form",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    of_account(),
    Column("path", String(500), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    at("made_at", False),
    at("expires_at", False),
    Index("ix_carried_form_expires", "expires_at"),
)

# A half-written form somebody keeps for later, sealed. `page`: its address inside the community.
# Shown to nobody else.
kept_draft = Table(
    "kept_draft",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("page", String(200), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    at("kept_at", False),
    PrimaryKeyConstraint("community_id", "person_id", "page"),
    of_person(),
    Index("ix_kept_draft_kept", "kept_at"),
)

preference = Table(
    "preference",
    metadata,
    of_account(),
    Column("name", CODE, nullable=False),
    Column("value", String(80), nullable=False),
    PrimaryKeyConstraint("account_id", "name"),
)
