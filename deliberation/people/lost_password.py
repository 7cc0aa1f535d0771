"""A lost password replaced by one's own second factor: an authenticator or a code card, never a recovery or printed code.

Decides whether a new password is taken. Called by lost_password_routes. Whoever holds an office goes to the desk: there the
factor would stand alone for both halves.
"""

from deliberation.record.private import accounts, attempts, sessions
from deliberation.record.private.whole import whole

from . import passwords, second_factor
from .addresses import address, login_subject, normal_login

METHODS = ("authenticator", "code_card")
PER_DAY = 10  # wrong tries a login: six digits alone must not be guessed in months


def replace(login: str, code: str, password: str, *, community_id: str) -> str | None:
    """Check login and code; when right, keep the new password and end every session. → the account's id, or None.

    None says the same for an unknown login, an account without a second factor, an office holder and a wrong code, after the
    same work. Raises attempts.TooMany."""
    login = normal_login(login)
    subject = login_subject(login)
    attempts.at_most(subject, "reset", PER_DAY)
    attempt_id = attempts.reserve(subject, address(), "reset")
    hashed = passwords.hash_password(password)
    account = accounts.by_login(login)
    if account is None or _in_office(account.account_id):
        second_factor.use_nobodys(community_id)
        return None
    if second_factor.use(account.account_id, community_id, code, METHODS) is None:
        return None
    with whole():
        accounts.set_password(account.account_id, hashed)
        sessions.end_all(account.account_id)
    attempts.clear(attempt_id)
    return account.account_id


def _in_office(account_id: str) -> bool:
    return any(accounts.holds_office(c, p) for c, p in accounts.persons_of(account_id).items())
