"""Storms: many wrong tries on one login, or from one network.

One row an hour tells supervisors and owner.

It refuses nobody anything. Called by auditing after each wrong try.
"""

from datetime import timedelta

from flask import g

from deliberation import clock
from deliberation.accounts.addresses import address, login_subject, masked
from deliberation.record.private import accounts, attempts, audit

from . import places

ON_LOGIN = 10  # wrong tries within an hour
FROM_NETWORK = 30  # wrong tries within a quarter of an hour, on whichever logins
FLOOD = 60  # from there on they leave no row each
EVERY = timedelta(hours=1)
WRONG = frozenset({"sign_in_failed", "factor_failed", "password_reset_failed"})


def flood() -> bool:
    """Whether so many wrong tries come from this network that a row for each says nothing more."""
    return attempts.wrong_within(attempts.WINDOW, place=places.here()) >= FLOOD


def watch(login: str, account_id: str | None) -> None:
    """After a wrong try: whether this is a storm by now, and nobody was told within the hour.
    `login` is normalised."""
    if attempts.wrong_within(EVERY, subject=login_subject(login)) >= ON_LOGIN:
        _tell(account_id, "login")
    if attempts.wrong_within(attempts.WINDOW, place=places.here()) >= FROM_NETWORK:
        _tell(None, "network")


def refused(login: str, account_id: str | None) -> None:
    """After a try that was refused unseen: whoever goes on beside a lock is a storm, too."""
    attempts.note_refused(login_subject(login), places.here())
    watch(login, account_id)


def _tell(account_id: str | None, what: str) -> None:
    where = masked(address())
    since = clock.real() - EVERY
    if audit.noted_since("storm", since, account_id=account_id, address=where):
        return
    # Accounts are the installation's: the supervisors of each community with a person in it are
    # told, wherever the tries came in.
    held = accounts.persons_of(account_id or "")
    here = g.community.id if g.get("community") is not None else ""
    whose: dict[str, str | None] = {**held} or {here: None}
    audit.once(
        "storm",
        since,
        whose,
        account_id=account_id,
        address=where,
        detail=what,
    )
