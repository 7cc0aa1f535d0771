"""Credentials: of the installation, not of a community."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from deliberation.record.tables.base import CODE, metadata
from deliberation.record.types import ID

from .columns import at, of_account, of_person

account = Table(
    "account",
    metadata,
    Column("account_id", ID, primary_key=True),
    Column("login", String(60), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    at("password_at", False),
    at("created_at", False),
    at("last_sign_in_at"),
    # A device that signed in here before that is not known any more: a new password, or signed out
    # everywhere.
    at("known_since"),
)

account_person = Table(
    "account_person",
    metadata,
    Column("account_id", ID, ForeignKey("account.account_id"), nullable=False),
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    at("linked_at", False),
    PrimaryKeyConstraint("community_id", "person_id"),
    of_person(),
    UniqueConstraint("account_id", "community_id"),
)

# Named so because SESSION is a word of SQL. The token itself is only in the reader's cookie.
account_session = Table(
    "account_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    of_account(),
    at("created_at", False),
    at("last_seen_at", False),
    Column("remembered", Boolean, nullable=False),
    at("factor_at"),
    Column("factor_method", CODE),
    Column("factor_community_id", ID),
    Column("user_agent", String(80), nullable=False),
    at("ended_at"),
    # The token before the last second factor opens nothing; for some seconds it tells whose form
    # came twice.
    Column("address", String(64), nullable=False, server_default=""),
    Column("previous_hash", String(64)),
    at("rotated_at"),
    Index("ix_account_session_account", "account_id", "ended_at"),
    Index("ix_account_session_previous", "previous_hash"),
)

# An authenticator, and cards printed by its owner, belong to the account (community_id is NULL).
# Cards issued at a
# community's desk belong to the person there, so that one community's clerk opens nothing in
# another.
factor = Table(
    "factor",
    metadata,
    Column("factor_id", ID, primary_key=True),
    of_account(nullable=True),
    Column("community_id", ID),
    Column("person_id", ID),
    Column("kind", CODE, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("length", Integer),
    at("created_at", False),
    at("confirmed_at"),
    at("revoked_at"),
    of_person(),
    CheckConstraint("kind IN ('authenticator','code_card','printed_codes')", name="kind"),
    CheckConstraint("(account_id IS NULL) = (person_id IS NOT NULL)", name="owner"),
    Index("ix_factor_account", "account_id"),
    Index("ix_factor_person", "community_id", "person_id"),
)

# A passkey is its owner's, under one host; only its public half is here. A challenge is gone once
# it is answered.
passkey = Table(
    "passkey",
    metadata,
    Column("passkey_id", ID, primary_key=True),
    of_account(),
    Column("credential_hash", String(64), nullable=False, unique=True),
    Column("credential", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", String(40), nullable=False),
    Column("rp_id", String(253), nullable=False),
    at("created_at", False),
    at("last_used_at"),
    at("revoked_at"),
    Index("ix_passkey_account", "account_id"),
)

passkey_challenge = Table(
    "passkey_challenge",
    metadata,
    Column("challenge_hash", String(64), primary_key=True),
    of_account(),
    Column("purpose", CODE, nullable=False),
    at("made_at", False),
    Index("ix_passkey_challenge_made", "made_at"),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    of_account(),
    Column("code_hash", String(64), nullable=False),
    at("made_at", False),
    at("used_at"),
    PrimaryKeyConstraint("account_id", "code_hash"),
)

join_code = Table(
    "join_code",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    at("made_at", False),
    at("used_at"),
    at("voided_at"),
    PrimaryKeyConstraint("community_id", "code_hash"),
    of_person(),
    Index("ix_join_code_person", "community_id", "person_id"),
)
