"""Every non-civic table: credentials, sessions, codes, attempts, messages and marks of reading.

They stand on the same MetaData as the civic ones and are written only by the modules of this
folder. PRIVATE_TABLES names them all; losing one never changes a decision, and no fact speaks of
them.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from deliberation.record.tables.base import CODE, metadata
from deliberation.record.types import ID, UtcDateTime


def _at(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=nullable)


def _account(nullable: bool = False) -> Column[Any]:
    return Column("account_id", ID, ForeignKey("account.account_id"), nullable=nullable)


def _person() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["community_id", "person_id"], ["person.community_id", "person.person_id"]
    )


# --- credentials: of the installation, not of a community
# ------------------------------------------------

account = Table(
    "account",
    metadata,
    Column("account_id", ID, primary_key=True),
    Column("login", String(60), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    _at("password_at", False),
    _at("created_at", False),
    _at("last_sign_in_at"),
    # A device that signed in here before that is not known any more: a new password, or signed out
    # everywhere.
    _at("known_since"),
)

account_person = Table(
    "account_person",
    metadata,
    Column("account_id", ID, ForeignKey("account.account_id"), nullable=False),
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    _at("linked_at", False),
    PrimaryKeyConstraint("community_id", "person_id"),
    _person(),
    UniqueConstraint("account_id", "community_id"),
)

# Named so because SESSION is a word of SQL. The token itself is only in the reader's cookie.
account_session = Table(
    "account_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _account(),
    _at("created_at", False),
    _at("last_seen_at", False),
    Column("remembered", Boolean, nullable=False),
    _at("factor_at"),
    Column("factor_method", CODE),
    Column("factor_community_id", ID),
    Column("user_agent", String(80), nullable=False),
    _at("ended_at"),
    # The token before the last second factor opens nothing; for some seconds it tells whose form
    # came twice.
    Column("address", String(64), nullable=False, server_default=""),
    Column("previous_hash", String(64)),
    _at("rotated_at"),
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
    _account(nullable=True),
    Column("community_id", ID),
    Column("person_id", ID),
    Column("kind", CODE, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("length", Integer),
    _at("created_at", False),
    _at("confirmed_at"),
    _at("revoked_at"),
    _person(),
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
    _account(),
    Column("credential_hash", String(64), nullable=False, unique=True),
    Column("credential", LargeBinary, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", String(40), nullable=False),
    Column("rp_id", String(253), nullable=False),
    _at("created_at", False),
    _at("last_used_at"),
    _at("revoked_at"),
    Index("ix_passkey_account", "account_id"),
)

passkey_challenge = Table(
    "passkey_challenge",
    metadata,
    Column("challenge_hash", String(64), primary_key=True),
    _account(),
    Column("purpose", CODE, nullable=False),
    _at("made_at", False),
    Index("ix_passkey_challenge_made", "made_at"),
)

recovery_code = Table(
    "recovery_code",
    metadata,
    _account(),
    Column("code_hash", String(64), nullable=False),
    _at("made_at", False),
    _at("used_at"),
    PrimaryKeyConstraint("account_id", "code_hash"),
)

join_code = Table(
    "join_code",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    _at("made_at", False),
    _at("used_at"),
    _at("voided_at"),
    PrimaryKeyConstraint("community_id", "code_hash"),
    _person(),
    Index("ix_join_code_person", "community_id", "person_id"),
)

# Wrong tries, in real time: `subject` is what was tried (a keyed digest of the login), `address`
# the place it came from, `kind`
# for what. "… turn" rows lie ahead: when a place may try again while others try, too.
attempt = Table(
    "attempt",
    metadata,
    Column("attempt_id", ID, primary_key=True),
    Column("subject", String(64), nullable=False),
    Column("address", String(64), nullable=False),
    Column("kind", CODE, nullable=False),
    _at("at", False),
    Column("cleared", Boolean, nullable=False, server_default=false()),
    Index("ix_attempt_subject", "subject", "at"),
    Index("ix_attempt_address", "address", "at"),
    Index("ix_attempt_at", "at"),
)

# What happened at the doors: apart from the civic record, without secrets and without anybody's
# choices. No foreign keys: a
# row outlives the account it speaks of. `about_id` is the person it was done for, where that is
# somebody else.
audit = Table(
    "audit",
    metadata,
    Column("audit_id", ID, primary_key=True),
    _at("at", False),
    Column("community_id", ID),
    Column("account_id", ID),
    Column("person_id", ID),
    Column("about_id", ID),
    Column("kind", CODE, nullable=False),
    Column("address", String(64), nullable=False),
    Column("detail", String(120), nullable=False),
    Index("ix_audit_community", "community_id", "audit_id"),
    Index("ix_audit_about", "community_id", "about_id", "audit_id"),
    Index("ix_audit_account", "account_id", "audit_id"),
    Index("ix_audit_at", "at"),
)

# A tablet of the desk given out of the clerk's hands: what takes it back, and until when somebody
# else is signed in on it.
handing = Table(
    "handing",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _account(),
    _at("since", False),
    _at("until"),
    Column("extended", Boolean, nullable=False, server_default=false()),
    _at("ended_at"),
    _at("factor_at"),
    Column("factor_method", CODE),
    Column("factor_community_id", ID),
    Index("ix_handing_since", "since"),
)

# A form that was sent after the session had idled out, kept sealed for its owner until they have
# signed in again.
carried_form = Table(
    "carried_form",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _account(),
    Column("path", String(500), nullable=False),
    Column("payload", LargeBinary, nullable=False),
    _at("made_at", False),
    _at("expires_at", False),
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
    _at("kept_at", False),
    PrimaryKeyConstraint("community_id", "person_id", "page"),
    _person(),
    Index("ix_kept_draft_kept", "kept_at"),
)

preference = Table(
    "preference",
    metadata,
    _account(),
    Column("name", CODE, nullable=False),
    Column("value", String(80), nullable=False),
    PrimaryKeyConstraint("account_id", "name"),
)

# --- what a person in a community has been told and has read
# ---------------------------------------------

# How far somebody has read: `what` is "record", "inbox" or a proposal's id; `position` a position
# of the log.
read_mark = Table(
    "read_mark",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("what", String(40), nullable=False),
    Column("position", BigInteger, nullable=False),
    _at("at", False),
    PrimaryKeyConstraint("community_id", "person_id", "what"),
    _person(),
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
    Column("proposal_id", ID),
    Column("params", Text, nullable=False),
    _at("created_at", False),
    _at("read_at"),
    PrimaryKeyConstraint("community_id", "message_id"),
    _person(),
    UniqueConstraint("community_id", "person_id", "fact_position", "kind"),
    Index("ix_message_inbox", "community_id", "person_id", "read_at", "message_id"),
    Index("ix_message_proposal", "community_id", "proposal_id"),
)

# What somebody wants to be told about, beside what they wrote, co-signed or commented. Shown to
# nobody else.
follow = Table(
    "follow",
    metadata,
    Column("community_id", ID, nullable=False),
    Column("person_id", ID, nullable=False),
    Column("proposal_id", ID, nullable=False),
    _at("since", False),
    PrimaryKeyConstraint("community_id", "person_id", "proposal_id"),
    _person(),
    ForeignKeyConstraint(
        ["community_id", "proposal_id"], ["proposal.community_id", "proposal.proposal_id"]
    ),
    Index("ix_follow_proposal", "community_id", "proposal_id"),
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
    _at("next_at"),
    _at("sent_at"),
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
    _at("at", False),
)

# How many pictures of one account were decoded in an hour (real time, its beginning), taken or not.
# Gone a day later; no
# foreign key, so that it never stands in the way of an account's end.
decoded = Table(
    "decoded",
    metadata,
    Column("account_id", ID, nullable=False),
    _at("hour_at", False),
    Column("pictures", Integer, nullable=False),
    # milliseconds of the processor
    Column("cpu_ms", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("account_id", "hour_at"),
    Index("ix_decoded_hour", "hour_at"),
)

PRIVATE: tuple[Table, ...] = (
    account,
    account_person,
    account_session,
    factor,
    passkey,
    passkey_challenge,
    recovery_code,
    join_code,
    attempt,
    audit,
    handing,
    carried_form,
    preference,
    read_mark,
    message,
    outbox,
    notice_mark,
    follow,
    kept_draft,
    decoded,
)
PRIVATE_TABLES: frozenset[str] = frozenset(t.name for t in PRIVATE)
