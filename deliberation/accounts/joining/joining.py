"""Joining: a resident's own single-use code and birth date open an account, or add this community
to the one they have.

Also the way back in for somebody who forgot their password: the desk prints a new code. Called by
accounts.routes.joining and, for printing, by the clerk's desk and the shell (`make_join_codes`).
There is no public self-registration.
"""

import re
import secrets
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date

from flask import g

from deliberation.accounts import passwords
from deliberation.accounts.addresses import login_subject, normal_login, normal_phone
from deliberation.accounts.devices import places
from deliberation.charter.case import Actor
from deliberation.charter.reasons import Refused
from deliberation.charter.text import is_seen
from deliberation.record.ids import new_id
from deliberation.record.private import accounts, attempts, sessions
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import join_codes, printed_codes
from deliberation.record.private.factors.join_codes import Ticket
from deliberation.record.private.whole import whole
from deliberation.record.write.perform import perform
from deliberation.roster.acts.people import Join

LETTERS = "ACDEFGHJKMNPQRTWXY34679"  # none that looks like another, in print or handwriting
LENGTH = 10  # 45 bits, and five tries


class NotAccepted(Exception):
    """A code and birth date that do not open anything.

    `why`: wrong, used, newer (letter), void (tries), or desk (entry incomplete). `left`: how many
    more birth dates the code takes.
    """

    def __init__(self, why: str, left: int | None = None) -> None:
        super().__init__(why)
        self.why, self.left = why, left


def make_join_codes(community_id: str, person_ids: Iterable[str]) -> dict[str, str]:
    """A new code for each, to be printed once; earlier unused ones are void. → {person_id: code
    without hyphen}.
    """
    codes = {p: "".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for p in person_ids}
    join_codes.store(community_id, codes)
    return codes


def grouped(code: str) -> str:
    """A code as it is printed: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def plain(typed: str) -> str:
    """A typed code as it is compared: upper case, without hyphens and spaces."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed or "").upper() if c.isalnum())


def is_like_a_date(typed: str) -> bool:
    """Whether it is written as a date is, though there may be no such day (1981-03-33)."""
    return _parts(typed) is not None


def _parts(typed: str) -> tuple[str, ...] | None:
    text = unicodedata.normalize("NFKC", typed or "").strip()
    if re.fullmatch(r"\d{8}", text):
        return (text[:4], text[4:6], text[6:])
    found = re.fullmatch(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,2}", text)
    return found.groups() if found else None


def read_date(typed: str) -> str | None:
    """A birth date as people write it (1958-3-7, 1958年3月7日, 19580307, 1958.03.07) → 1958-03-07,
    or None.
    """
    parts = _parts(typed)
    try:
        return date(*(int(p) for p in parts)).isoformat() if parts else None
    except ValueError:
        return None


def check_code(community_id: str, code: str, birth_date: str) -> Ticket:
    """Whose code this is, if the birth date (ISO) is theirs.

    Raises NotAccepted and attempts.TooMany.

    Each wrong birth date counts on the code; after five it is void. Wrong codes hold nobody else
    up: one of 45 bits is not guessed.
    """
    code = plain(code)
    closed = printed_codes.closed_code(community_id, code)
    if closed is not None:  # before the lock: such a code never opens again
        raise NotAccepted(closed)
    attempt_id = attempts.reserve(
        login_subject(f"join {community_id} {code}"), places.here(), "join"
    )
    ticket = join_codes.try_code(community_id, code)
    if ticket is None:
        raise NotAccepted(printed_codes.closed_code(community_id, code) or "wrong")
    if ticket.birth_date is None or not _may_join(ticket):
        raise NotAccepted("desk")
    if not secrets.compare_digest(ticket.birth_date, birth_date):
        void = join_codes.refuse(ticket)
        raise NotAccepted("void" if void else "wrong", join_codes.TRIES - ticket.tries)
    join_codes.accept(ticket)
    attempts.clear(attempt_id)
    return ticket


def _may_join(ticket: Ticket) -> bool:
    # As the policy's row of `join` has it: adult residents, owners wherever they live, and whoever
    # holds an office here.
    return ticket.standing == "adult" and (
        ticket.lives_here
        or ticket.owner
        or accounts.holds_office(ticket.community_id, ticket.person_id)
    )


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
    mine, alone = ticket.account_id, _alone(ticket)
    other = accounts.by_login(login)
    if other is not None and not (alone and other.account_id == ticket.account_id):
        if join_codes.find(ticket.community_id, ticket.code_hash) is None:
            return None  # taken by the first of two taps
        raise accounts.LoginTaken(login)

    def change() -> str:
        if mine is None or not alone:
            return accounts.create(login, hashed, ticket.community_id, ticket.person_id)
        accounts.set_password(mine, hashed, login=login)
        sessions.end_all(mine)
        return mine

    return _taken_up(ticket, change)


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
        try:
            _announce(ticket.person_id, ticket.community_id, beside)
        except Refused as refused:
            if refused.reasons[0].code != "already_joined":
                raise
            with whole():  # back with a new code, or a second tap: no fact is left to be told
                beside()
    except _Used:
        return None
    return account_id


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
    account_id = accounts.create(
        normal_login(login), passwords.hash_password(password), community_id, person_id
    )
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
    act = Join(act_id=new_id(), person_id=person_id)
    perform(act, Actor(person_id=person_id), community_id, beside=beside)
