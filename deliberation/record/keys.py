"""Whether the keys of today are those the database was made under: their fingerprints lie in it.

A fingerprint opens and signs nothing: of log.key it is that of the public half, of the secret (256
random bits) a digest. Called by `init`, `serve`, `check`, `verify` and `restore`.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy.engine import make_url

from .engines import Engines
from .log.checkpoint import public_key
from .tables import fact, key_seen

SECRET, LOG = "secret.key", "log.key"


def fingerprints(engines: Engines) -> dict[str, str]:
    """name of the key → 64 hexadecimal digits, of the keys in use."""
    secret = hashlib.sha256(b"deliberation fingerprint 1" + engines.mac_key).hexdigest()
    return {SECRET: secret, LOG: hashlib.sha256(public_key(engines.log_key)).hexdigest()}


def remember(engines: Engines, instead: Collection[str] = ()) -> None:
    """Keep the fingerprints that are not kept yet; of the names in `instead`, in the place of the
    older one."""
    with engines.write_connection() as conn:
        conn.execute(delete(key_seen).where(key_seen.c.name.in_(instead)))
        known = set(conn.execute(select(key_seen.c.name)).scalars())
        rows = [
            {"name": name, "fingerprint": print_}
            for name, print_ in fingerprints(engines).items()
            if name not in known
        ]
        if rows:
            conn.execute(insert(key_seen), rows)


def strange(engines: Engines) -> list[str]:
    """The names of keys that are not those the database was made under."""
    with engines.read_connection() as conn:
        kept = dict(conn.execute(select(key_seen.c.name, key_seen.c.fingerprint)).all())
    return [
        n for n, print_ in sorted(fingerprints(engines).items()) if kept.get(n, print_) != print_
    ]


def has_facts(url: str) -> bool:
    """Whether the database holds a record already, asked before it is migrated. Makes no file."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        if not where.database or not Path(where.database).exists():
            return False
    engines = Engines(url)
    try:
        with engines.read_connection() as conn:
            if not inspect(conn).has_table(fact.name):
                return False
            return conn.execute(select(fact.c.position).limit(1)).first() is not None
    finally:
        engines.dispose()
