"""Every non-civic table: credentials, sessions, codes, attempts, messages and marks of reading.

They stand on the same MetaData as the civic ones and are written only by the modules of this
folder. PRIVATE_TABLES names them all; losing one never changes a decision, and no fact speaks of
them.
"""

from sqlalchemy import Table

from .credentials import (
    account,
    account_person,
    account_session,
    factor,
    join_code,
    passkey,
    passkey_challenge,
    recovery_code,
)
from .doors import attempt, audit, decoded, handing
from .kept import carried_form, kept_draft, preference
from .told import (
    announcement_readers,
    announcement_reading,
    follow,
    message,
    notice_mark,
    outbox,
    read_mark,
)

__all__ = [
    "PRIVATE",
    "PRIVATE_TABLES",
    "account",
    "account_person",
    "account_session",
    "announcement_readers",
    "announcement_reading",
    "attempt",
    "audit",
    "carried_form",
    "decoded",
    "factor",
    "follow",
    "handing",
    "join_code",
    "kept_draft",
    "message",
    "notice_mark",
    "outbox",
    "passkey",
    "passkey_challenge",
    "preference",
    "read_mark",
    "recovery_code",
]

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
    announcement_reading,
    announcement_readers,
)
PRIVATE_TABLES: frozenset[str] = frozenset(t.name for t in PRIVATE)
