"""Joining: whoever a code belongs to opens an account with it, or adds this community to the one
they have.

Also the way back in for somebody who forgot their password: the desk prints a new code. Called by
accounts.routes.join_account. There is no public self-registration.
"""

from collections.abc import Callable

from flask import g

from deliberation.accounts import passwords
from deliberation.accounts.addresses import normal_login, normal_phone
from deliberation.charter.case import Actor
from deliberation.charter.reasons import Refused
from deliberation.charter.text import is_seen
from deliberation.record.ids import form_id
from deliberation.record.private import accounts, sessions
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import join_codes
from deliberation.record.private.factors.join_codes import Ticket
from deliberation.record.private.whole import whole
from deliberation.record.write.perform import perform
from deliberation.roster.acts.people import Join


def login_refused(login: str, ticket: Ticket) -> str | None:
    """Why this login cannot be chosen, or None: too_short, someone_elses_phone."""
    normal = normal_login(login)
    if len(normal) < 2 or not is_seen(normal):
        return "too_short"
    phone = normal_phone(ticket.phone)
    if normal_phone(normal) and phone and normal_phone(normal) != phone:
        return "someone_elses_phone"
    return None


def kept_login(ticket: Ticket) -> str | None:
    """The login somebody keeps who comes back with a new code; None where they choose one: the
    first time, or because their account is shared with another community and stays there."""
    return ticket.login if _alone(ticket) else None


def _alone(ticket: Ticket) -> bool:
    return ticket.account_id is not None and len(accounts.persons_of(ticket.account_id)) == 1


def open_account(ticket: Ticket, login: str, password: str) -> str | None:
    """Use the code up, give its holder an account with this login and password, and let the record
    say that they take part.

    All of it or nothing. → the account's id, or None if the code was used meanwhile.

    Somebody whose account holds only this person keeps it, with their second factor, and every
    session of it ends; an account shared with other communities is left alone, and the person moves
    to a new one: one community's desk opens nothing elsewhere. Raises accounts.LoginTaken, and then
    the code is still good.
    """
    login, hashed = normal_login(login), passwords.hash_password(password)
    mine = ticket.account_id if _alone(ticket) else None
    if not _free(login, ticket, mine):
        return None
    return _taken_up(ticket, lambda: _with_password(ticket, mine, login, hashed))


def _free(login: str, ticket: Ticket, mine: str | None) -> bool:
    """Whether they can have it, `mine` being the account they keep; False where the first of two
    taps took it. Raises accounts.LoginTaken.
    """
    other = accounts.by_login(login)
    if other is None or other.account_id == mine:
        return True
    if join_codes.find(ticket.community_id, ticket.code_hash) is None:
        return False
    raise accounts.LoginTaken(login)


def _with_password(ticket: Ticket, mine: str | None, login: str, hashed: str) -> str:
    """The account they keep, or one for them alone. → its id."""
    if mine is None:
        return accounts.create(login, hashed, ticket.community_id, ticket.person_id)
    accounts.set_password(mine, hashed, login=login)
    sessions.end_all(mine)
    return mine


class _Used(Exception):
    """The code was used up meanwhile."""


def _taken_up(ticket: Ticket, change: Callable[[], str]) -> str | None:
    """The code used up, the account changed and, the first time, the fact that its holder takes
    part from today: one transaction.

    → the account's id, or None if the code was used; then nothing is changed.
    """
    account_id = ""

    def beside() -> None:
        nonlocal account_id
        if not join_codes.use(ticket.community_id, ticket.code_hash):
            raise _Used
        account_id = change()

    try:
        _told_or_back(ticket, beside)
    except _Used:
        return None
    return account_id


def _told_or_back(ticket: Ticket, beside: Callable[[], None]) -> None:
    try:
        _announce(ticket.person_id, ticket.community_id, beside)
    except Refused as refused:
        if refused.reasons[0].code != "already_joined":
            raise
        with whole():  # back with a new code, or a second tap: no fact is left to be told
            beside()


def attach(ticket: Ticket, account_id: str) -> bool:
    """Use the code up and add its holder to the account that is signed in. → False if the code was
    used.

    Raises accounts.NotLinked if that account already holds somebody else here, and then the code is
    still good.
    """
    held = accounts.persons_of(account_id).get(ticket.community_id)
    if held is not None and held != ticket.person_id:
        raise accounts.NotLinked

    def change() -> str:
        accounts.link(account_id, ticket.community_id, ticket.person_id)
        return account_id

    return _taken_up(ticket, change) is not None


def give_account(
    community_id: str,
    person_id: str,
    login: str,
    password: str,
    *,
    authenticator: str | None = None,
) -> str:
    """An account without a letter, for a demo's people and for tests; announced like any other. →
    account_id.

    authenticator: a base32 secret that counts as enrolled. Raises accounts.LoginTaken.
    """
    hashed = passwords.hash_password(password)
    account_id = accounts.create(normal_login(login), hashed, community_id, person_id)
    if authenticator is not None:
        factors.add("authenticator", authenticator, account_id=account_id, last_step=0)
    announce_join(person_id, community_id)
    return account_id


def announce_join(person_id: str, community_id: str | None = None) -> None:
    """Perform the civic act `join` for somebody who has an account now: the fact that they take
    part from today.

    community_id: that of the request, unless given. Somebody who joined before (and came back with
    a new code) is not announced twice.
    """
    try:
        _announce(person_id, community_id or g.community.id)
    except Refused as refused:
        if refused.reasons[0].code != "already_joined":
            raise


def _announce(
    person_id: str, community_id: str, beside: Callable[[], object] | None = None
) -> None:
    act = Join(act_id=form_id(), person_id=person_id)
    perform(act, Actor(person_id=person_id), community_id, beside=beside)
