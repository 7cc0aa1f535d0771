"""What happens at the doors: wrong tries, the audit log, tablets handed over, pictures decoded."""

from sqlalchemy import Boolean, Column, Index, Integer, PrimaryKeyConstraint, String, Table, false

from deliberation.record.tables.base import CODE, metadata
from deliberation.record.types import ID

from .columns import at, of_account

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
    at("at", False),
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
    at("at", False),
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
    of_account(),
    at("since", False),
    at("until"),
    Column("extended", Boolean, nullable=False, server_default=false()),
    at("ended_at"),
    at("factor_at"),
    Column("factor_method", CODE),
    Column("factor_community_id", ID),
    Index("ix_handing_since", "since"),
)


# How many pictures of one account were decoded in an hour (real time, its beginning), taken or not.
# Gone a day later; no
# foreign key, so that it never stands in the way of an account's end.
decoded = Table(
    "decoded",
    metadata,
    Column("account_id", ID, nullable=False),
    at("hour_at", False),
    Column("pictures", Integer, nullable=False),
    # milliseconds of the processor
    Column("cpu_ms", Integer, nullable=False, server_default="0"),
    PrimaryKeyConstraint("account_id", "hour_at"),
    Index("ix_decoded_hour", "hour_at"),
)
