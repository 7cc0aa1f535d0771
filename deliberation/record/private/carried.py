"""Forms sent after the session was over: kept sealed for their owner, given to nobody else,
gone after a day.

Called by accounts.sessions.carrying.
"""

import json
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from deliberation import clock
from deliberation.record import engines

from .sealing import current_seal, token_hash
from .tables import carried_form
from .whole import writing

KEPT = timedelta(hours=24)
MOST = 20  # forms of one account: an old form can be sent again and again, without a session
_PURPOSE = "carried form"

Fields = list[tuple[str, str]]


def keep(account_id: str, path: str, fields: Fields) -> str:
    """Keep the fields of a form that was sent to `path`. → the token to find them by."""
    token, at = secrets.token_urlsafe(24), clock.real()
    row = {
        "token_hash": token_hash(token),
        "account_id": account_id,
        "path": path[:500],
        "payload": current_seal().seal(_PURPOSE, json.dumps(fields).encode()),
        "made_at": at,
        "expires_at": at + KEPT,
    }
    with writing() as conn:
        _make_room(conn, account_id, at)
        conn.execute(insert(carried_form).values(row))
    return token


def _make_room(conn: Connection, account_id: str, at: datetime) -> None:
    """What is over goes, and of this account all but the newest, so that one more is MOST."""
    t = carried_form
    conn.execute(delete(t).where(t.c.expires_at <= at))
    mine = select(t.c.token_hash).where(t.c.account_id == account_id)
    newest = mine.order_by(t.c.made_at.desc()).limit(MOST - 1)
    conn.execute(delete(t).where(t.c.account_id == account_id, t.c.token_hash.not_in(newest)))


def fields_of(token: str, account_id: str, path: str) -> Fields | None:
    """The kept fields, for their owner and the page they were sent to; otherwise None."""
    c = carried_form.c
    with engines.current().read_connection() as conn:
        payload = conn.execute(
            select(c.payload).where(
                c.token_hash == token_hash(token),
                c.account_id == account_id,
                c.path == path[:500],
                c.expires_at > clock.real(),
            )
        ).scalar()
    kept = None if payload is None else current_seal().still(_PURPOSE, payload)
    return None if kept is None else [(str(k), str(v)) for k, v in json.loads(kept)]


def drop(token: str, account_id: str) -> None:
    """The form was sent again and taken: forget what was kept."""
    with writing() as conn:
        conn.execute(
            delete(carried_form).where(
                carried_form.c.token_hash == token_hash(token),
                carried_form.c.account_id == account_id,
            )
        )
