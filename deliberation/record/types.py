"""Column types shared by all tables: one time type, one id type."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

ID = String(26)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in UTC with microseconds: timestamptz on PostgreSQL, sortable …Z text on
    SQLite.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        value = value.astimezone(UTC)
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        moment: datetime = value
        return moment.astimezone(UTC)


def octets(stored: bytes | str | None) -> bytes:
    """What a column of bytes holds. SQLite keeps whatever is put there: of a text its letters, and
    of nothing none, so that whoever compares says what is wrong with it.
    """
    return stored.encode() if isinstance(stored, str) else bytes(stored or b"")
