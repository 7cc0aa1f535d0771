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
    an account without a second
    factor, an office holder and a wrong code, after the same work. Raises attempts.TooMany.
    """
    login = normal_login(login)
    account = accounts.by_login(login)
    subject, place = login_subject(login), places.of_code(account)
    attempt_id = attempts.reserve(subject, place, "reset")
    # Counted with this try in it, so that tries at the same moment see one another.
    two = not place.known and attempts.wrong_elsewhere(subject, "reset") > ONE_CODE
    with passwords.looked_at(attempt_id):
        hashed = passwords.hash_password(password)
    if account is None or _in_office(account.account_id):
        second_factor.use_nobodys(community_id)
        return None
    if two:
        state = second_factor.use_two(account.account_id, community_id, code, following, METHODS)
    else:
        state = second_factor.use(account.account_id, community_id, code, METHODS)
    if state is None:
        return None
    with whole():
        accounts.set_password(account.account_id, hashed)
        sessions.end_all(account.account_id)
    attempts.clear(attempt_id)
    return account.account_id


def _in_office(account_id: str) -> bool:
    return any(accounts.holds_office(c, p) for c, p in accounts.persons_of(account_id).items())
