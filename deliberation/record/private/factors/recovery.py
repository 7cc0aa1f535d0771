"""Recovery codes: kept as keyed digests, each used once, gone with the last factor. Called by
accounts.factors.second_factor.
"""

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from deliberation import clock
from deliberation.record import engines
from deliberation.record.private.sealing import current_seal
from deliberation.record.private.tables import passkey, recovery_code
from deliberation.record.private.whole import writing


def _recovery_mac(account_id: str, code: str) -> str:
    return current_seal().mac(f"recovery {account_id}", code)


def replace_recovery_codes(account_id: str, codes: list[str]) -> None:
    """These codes, and none of the earlier ones; stored as keyed digests."""
    at = clock.real()
    rows = [
        {"account_id": account_id, "code_hash": _recovery_mac(account_id, c), "made_at": at}
        for c in codes
    ]
    with writing() as conn:
        conn.execute(delete(recovery_code).where(recovery_code.c.account_id == account_id))
        conn.execute(insert(recovery_code), rows)


def use_recovery_code(account_id: str, code: str) -> bool:
    """Use up a recovery code. → False if it is unknown or was used."""
    r = recovery_code.c
    with writing() as conn:
        done = conn.execute(
            update(recovery_code)
            .where(
                r.account_id == account_id,
                r.code_hash == _recovery_mac(account_id, code),
                r.used_at.is_(None),
            )
            .values(used_at=clock.real())
        )
    return done.rowcount == 1


def recovery_codes_left(account_id: str, *, seen_before: datetime | None = None) -> int:
    """How many recovery codes can still be used (of those made before a time, where one is
    given).
    """
    made = () if seen_before is None else (recovery_code.c.made_at < seen_before,)
    with engines.current().read_connection() as conn:
        return (
            conn.execute(
                select(func.count())
                .select_from(recovery_code)
                .where(
                    recovery_code.c.account_id == account_id,
                    recovery_code.c.used_at.is_(None),
                    *made,
                )
            ).scalar()
            or 0
        )


def counts(account_id: str) -> tuple[int, int]:
    """How many recovery codes can still be used, and how many passkeys there are: one statement."""
    codes = (
        select(func.count())
        .select_from(recovery_code)
        .where(recovery_code.c.account_id == account_id, recovery_code.c.used_at.is_(None))
    )
    keys = (
        select(func.count())
        .select_from(passkey)
        .where(passkey.c.account_id == account_id, passkey.c.revoked_at.is_(None))
    )
    with engines.current().read_connection() as conn:
        left, have = conn.execute(select(codes.scalar_subquery(), keys.scalar_subquery())).one()
    return left, have


def drop_recovery_codes(account_id: str) -> None:
    """With the last factor its recovery codes go too."""
    with writing() as conn:
        conn.execute(delete(recovery_code).where(recovery_code.c.account_id == account_id))
