"""Stored passkeys and the challenges they answer: public keys, how often each was used, and
challenges that work once.

Knows rows and consumption, not the protocol: that is accounts.factors.passkeys, the only caller.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update

from deliberation import clock
from deliberation.record import engines
from deliberation.record.ids import new_id
from deliberation.record.private.tables import passkey, passkey_challenge
from deliberation.record.private.whole import writing

MOST = 10  # passkeys an account keeps
CHALLENGE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey. It answers only under the host `rp_id`."""

    passkey_id: str
    credential: bytes
    public_key: bytes
    sign_count: int
    name: str
    rp_id: str
    created_at: datetime
    last_used_at: datetime | None


_PASSKEY = (
    passkey.c.passkey_id,
    passkey.c.credential,
    passkey.c.public_key,
    passkey.c.sign_count,
    passkey.c.name,
    passkey.c.rp_id,
    passkey.c.created_at,
    passkey.c.last_used_at,
)


def of_account(account_id: str, rp_id: str | None = None) -> list[Passkey]:
    """An account's passkeys, oldest first; of one host where given."""
    k = passkey.c
    host = () if rp_id is None else (k.rp_id == rp_id,)
    query = (
        select(*_PASSKEY)
        .where(k.account_id == account_id, k.revoked_at.is_(None), *host)
        .order_by(k.passkey_id)
    )
    with engines.current().read_connection() as conn:
        rows = conn.execute(query).all()
    return [Passkey(r.passkey_id, bytes(r.credential), bytes(r.public_key), *r[3:]) for r in rows]


def add(
    account_id: str, credential: bytes, public_key: bytes, sign_count: int, *, name: str, rp_id: str
) -> bool:
    """Keep a new passkey. → False if this credential is known already, here or with another
    account, or there are enough.
    """
    digest = sha256(credential).hexdigest()
    row = {
        "account_id": account_id,
        "credential_hash": digest,
        "credential": credential,
        "public_key": public_key,
        "sign_count": sign_count,
        "name": name[:40],
        "rp_id": rp_id,
    }
    with writing() as conn:
        if not _has_room(conn, account_id, digest):
            return False
        conn.execute(insert(passkey).values(passkey_id=new_id(), **row, created_at=clock.real()))
    return True


def _has_room(conn: Connection, account_id: str, digest: str) -> bool:
    """Whether nobody has this credential yet, and the account not too many."""
    k = passkey.c
    known = conn.execute(select(k.passkey_id).where(k.credential_hash == digest)).first()
    mine = conn.execute(
        select(k.passkey_id).where(k.account_id == account_id, k.revoked_at.is_(None))
    ).all()
    return known is None and len(mine) < MOST


def used(passkey_id: str, sign_count: int) -> bool:
    """Note a use. → False if its count did not go on (a copied key), or it was taken away, also at
    this moment.
    """
    k = passkey.c
    # a key that does not count says 0 for ever
    onward = k.sign_count < sign_count if sign_count else k.sign_count == 0
    with writing() as conn:
        done = conn.execute(
            update(passkey)
            .where(k.passkey_id == passkey_id, k.revoked_at.is_(None), onward)
            .values(sign_count=sign_count, last_used_at=clock.real())
        )
    return done.rowcount == 1


def revoke(account_id: str, passkey_id: str) -> bool:
    """Take away one's own passkey. → whether there was one."""
    k = passkey.c
    with writing() as conn:
        done = conn.execute(
            update(passkey)
            .where(k.passkey_id == passkey_id, k.account_id == account_id, k.revoked_at.is_(None))
            .values(revoked_at=clock.real())
        )
    return done.rowcount == 1


def keep_challenge(challenge: bytes, account_id: str, purpose: str) -> None:
    """A challenge was given out; purpose: "enrol" or "use".

    Those never answered go after five minutes.
    """
    at = clock.real()
    with writing() as conn:
        conn.execute(delete(passkey_challenge).where(passkey_challenge.c.made_at < at - CHALLENGE))
        conn.execute(
            insert(passkey_challenge).values(
                challenge_hash=sha256(challenge).hexdigest(),
                account_id=account_id,
                purpose=purpose,
                made_at=at,
            )
        )


def take_challenge(challenge: bytes, account_id: str, purpose: str) -> bool:
    """Use a challenge up. → False if it was never given to this account for this, was used, or is
    older than five minutes.
    """
    c = passkey_challenge.c
    with writing() as conn:
        done = conn.execute(
            delete(passkey_challenge).where(
                c.challenge_hash == sha256(challenge).hexdigest(),
                c.account_id == account_id,
                c.purpose == purpose,
                c.made_at >= clock.real() - CHALLENGE,
            )
        )
    return done.rowcount == 1
