"""What an account likes: language and the elder mode (长辈版).

Called by accounts.routes.account and accounts.landing.
"""

from sqlalchemy import delete, insert, select

from deliberation.record import engines

from .tables import preference
from .whole import writing


def of(account_id: str) -> dict[str, str]:
    """{name: value} of an account's preferences."""
    with engines.current().read_connection() as conn:
        rows = conn.execute(
            select(preference.c.name, preference.c.value).where(
                preference.c.account_id == account_id
            )
        ).all()
    return {r.name: r.value for r in rows}


def store(account_id: str, values: dict[str, str]) -> None:
    """Keep these, in the place of earlier ones of the same names."""
    with writing() as conn:
        conn.execute(
            delete(preference).where(
                preference.c.account_id == account_id, preference.c.name.in_(values)
            )
        )
        conn.execute(
            insert(preference),
            [{"account_id": account_id, "name": k, "value": v} for k, v in values.items()],
        )
