"""Where a try comes from, as wrong ones are counted: network, known device, session, handed tablet.

Called by everything that checks a password or a code before it asks attempts.reserve.
"""

from datetime import datetime
from typing import Protocol

from flask import has_request_context

from deliberation.accounts.addresses import network
from deliberation.record.private import accounts, attempts
from deliberation.record.private.accounts import Account
from deliberation.record.private.attempts import Place
from deliberation.record.private.sealing import token_hash

from . import known as known_devices


class InSession(Protocol):
    """What is asked of whoever is signed in (readers.SignedIn)."""

    account_id: str
    token_hash: str
    factor_at: datetime | None


def here() -> Place:
    """The network of this request, where anybody may be."""
    return attempts.network(network())


def of_login(account: Account | None) -> Place:
    """For a password of somebody who is not signed in: the device if they came in with it before,
    else the network."""
    known = known_devices.find(account) if has_request_context() else None
    return Place(f"device {known.name}", known=True) if known is not None else here()


def of_code(account: Account | None) -> Place:
    """For a code: a device counts as known only if a second factor was given on it, for whoever has
    the password can make others."""
    known = known_devices.find(account) if has_request_context() else None
    if known is None or known.level != known_devices.FACTOR:
        return here()
    return Place(f"device {known.name}", known=True)


def of_session(found: InSession) -> Place:
    """For a password asked for within a session."""
    return Place(f"session {found.token_hash[:40]}", known=True)


def of_session_code(found: InSession) -> Place:
    """For a code within a session: its own if it gave one before, since every right password opens
    another session."""
    if found.factor_at is not None:
        return of_session(found)
    return of_code(accounts.by_id(found.account_id))


def beside(found: InSession) -> Place:
    """For the code of somebody who stands beside whoever is signed in: counted on the latter, in
    all their sessions."""
    return Place(f"beside {found.account_id}", known=True)


def of_tablet(token: str) -> Place:
    """For the clerk's password on a tablet that was handed over."""
    return Place(f"tablet {token_hash(token)[:40]}", known=True)
