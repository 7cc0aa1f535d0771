"""A lost password replaced by one's own authenticator or code card, never a recovery or printed
code.

Decides whether a new password is taken; after some wrong tries on a login two codes in a row are
asked for. Whoever holds an office goes to the desk: there the factor would stand alone for both
halves. Called by desk.routes.access.lost_password.
"""

from deliberation.accounts import passwords
from deliberation.accounts.addresses import login_subject, normal_login
from deliberation.accounts.devices import places
from deliberation.accounts.factors import second_factor
from deliberation.record.private import accounts, attempts, sessions
from deliberation.record.private.accounts import Account
from deliberation.record.private.whole import whole

METHODS = ("authenticator", "code_card")
ONE_CODE = 10  # wrong tries of a day after which one code, guessable in months, is too little


def two_needed(login: str) -> bool:
    """Whether two codes in a row are asked for: where many tried, except on a device known to the
    login."""
    login = normal_login(login)
    if places.of_code(accounts.by_login(login)).known:
        return False
    return attempts.wrong_elsewhere(login_subject(login), "reset") >= ONE_CODE


def replace(
    login: str, code: str, password: str, *, community_id: str, following: str = ""
) -> str | None:
    """Check login and code; when right, keep the new password and end every session. → the
    account's id, or None.

    following: the code after `code`, where two are needed. None says the same for an unknown login,
    an account without a second factor, an office holder and a wrong code, after the same work.
    Raises attempts.TooMany.
    """
    login = normal_login(login)
    account = accounts.by_login(login)
    subject, place = login_subject(login), places.of_code(account)
    attempt_id = attempts.reserve(subject, place, "reset")
    # Counted with this try in it, so that tries at the same moment see one another.
    two = not place.known and attempts.wrong_elsewhere(subject, "reset") > ONE_CODE
    with passwords.looked_at(attempt_id):
        hashed = passwords.hash_password(password)
    codes = (code, following) if two else (code,)
    if not _right(account, community_id, codes) or account is None:
        return None
    _keep(account.account_id, hashed)
    attempts.clear(attempt_id)
    return account.account_id


def _keep(account_id: str, hashed: str) -> None:
    with whole():
        accounts.set_password(account_id, hashed)
        sessions.end_all(account_id)


def _right(account: Account | None, community_id: str, codes: tuple[str, ...]) -> bool:
    """Whether one code of the account, or two in a row, are right; they are used up. An unknown
    login and an office holder's cost the same work.
    """
    if account is None or _in_office(account.account_id):
        second_factor.use_nobodys(community_id)
        return False
    who, (code, *following) = account.account_id, codes
    if not following:
        return second_factor.use(who, community_id, code, METHODS) is not None
    return second_factor.use_two(who, community_id, code, following[0], METHODS) is not None


def _in_office(account_id: str) -> bool:
    return any(accounts.holds_office(c, p) for c, p in accounts.persons_of(account_id).items())
