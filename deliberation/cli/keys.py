"""The two keys of an instance: `init` makes them once, and never in silence for a database that was
made under others. Called by `init`, `demo`, `serve`, `check`, `verify` and `restore`.
"""

from datetime import datetime

import click

from deliberation import clock
from deliberation.config import Settings, ensure_keys
from deliberation.record import keys
from deliberation.record.engines import Engines
from deliberation.record.private import audit

from .instance import Plain

LOST = {
    keys.SECRET: (
        "everybody is signed out; no authenticator, code card, recovery code or letter that was "
        "given out works any more (passwords and passkeys do)"
    ),
    keys.LOG: (
        "the log's head is signed by another key from now on: whoever follows it sees a break, and "
        "must be told the new verifier key and why, in public"
    ),
}
OPTION = {keys.SECRET: "--new-secret-key", keys.LOG: "--new-log-key"}


def made(settings: Settings, anew: list[str]) -> list[str]:
    """Make the keys that are missing. → the names made.

    anew: keys that are given up, also where a file is there (it is kept aside). Raises Plain where
    a key is missing that the database was made under.
    """
    if keys.has_facts(settings.database_url):
        for name in (keys.SECRET, keys.LOG):
            there = (settings.instance / name).exists() or _elsewhere(settings, name)
            if not there and name not in anew:
                raise Plain(_missing(settings, name))
    for name in anew:
        _give_up(settings, name)
    return ensure_keys(settings)


def _give_up(settings: Settings, name: str) -> None:
    """Say what that costs, and keep the key's file aside, so that a new one is made."""
    if _elsewhere(settings, name):
        raise Plain("the secret key stands in DELIBERATION_SECRET_KEY: change it there")
    click.echo(f"WARNING: a new {name}: {LOST[name]}", err=True)
    file = settings.instance / name
    if file.exists():
        at = datetime.strftime(clock.real(), "%Y%m%dT%H%M%SZ")
        file.rename(file.with_name(f"{name}.before-{at}"))


def kept(engines: Engines, anew: list[str], address: str) -> None:
    """Keep the fingerprints of these keys in the database; a row in the audit log for each given
    up. Raises Plain where a key is not the database's.
    """
    keys.remember(engines, instead=anew)
    for name in anew:
        detail = f"init {OPTION[name]}"
        audit.write("shell", address=address, detail=detail, engines_=engines)
    right(engines)


def right(engines: Engines) -> None:
    """Plain where a key in use is not the one the database was made under."""
    found = keys.strange(engines)
    if found:
        ways = " ".join(OPTION[name] for name in found)
        raise Plain(
            f"{' and '.join(found)}: not the key this database was made under. Restore it from "
            f"the backup; if it is lost for good: deliberation init {ways} (says first what is "
            "lost)"
        )


def _missing(settings: Settings, name: str) -> str:
    return (
        f"{settings.instance / name} is missing, and the database holds a record made under it. "
        f"Restore it from the backup. If it is lost for good: deliberation init {OPTION[name]}; "
        f"then {LOST[name]}"
    )


def _elsewhere(settings: Settings, name: str) -> bool:
    return name == keys.SECRET and bool(settings.secret)
