"""The second factor: authenticators (TOTP), cards of numbered codes (HOTP) and recovery codes.

A code works once.

Decides whether a typed code is right and uses it up. Called by the account pages, and through
`verify_factor` by whatever asks for a fresh second factor. Storage is record.private.factors'.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g

from deliberation import clock
from deliberation.accounts import passwords
from deliberation.accounts.addresses import login_subject
from deliberation.accounts.devices import places
from deliberation.record.private import accounts, attempts
from deliberation.record.private.attempts import Place
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import recovery
from deliberation.record.private.whole import whole
from deliberation.web.forms.codes import is_code
from deliberation.web.forms.codes import plain_code as plain_code

from .overview import Overview as Overview
from .overview import overview as overview
from .steps import in_a_row, matching_step

OWN = ("authenticator", "code_card", "recovery")
# the rulebooks' word for a printed code given together with the password
PRINTED = "password_and_printed_code"
EVERY = (*OWN, PRINTED)


@dataclass(frozen=True, slots=True)
class FactorState:
    """A second factor just given: how, when (real time), and in which community it counts (None: in
    all).
    """

    method: str
    at: datetime
    community_id: str | None = None


class WrongPassword(Exception):
    """The password beside a printed code is wrong; the code was not looked at and is not used
    up."""


def verify_factor(
    account_id: str,
    person_id: str | None,
    code: str,
    electorate_methods: Collection[str],
    *,
    password: str | None = None,
    community_id: str | None = None,
    place: Place | None = None,
    beside: Callable[[FactorState], object] | None = None,
) -> FactorState | None:
    """Check a typed code and use it up.

    None if it is wrong, was used, or its method is not among the electorate's.

    electorate_methods: those the rulebook names (authenticator, code_card, recovery,
    password_and_printed_code). A printed code counts only with the right `password`, and only for
    somebody without a factor of their own. place: where wrong tries are counted (default: the
    network). What is no code at all (half of one, a word) is not counted. beside: what is written
    with it or not at all; whoever finds the code used finds that done. Raises attempts.TooMany, and
    WrongPassword where the code could count with the right one only.
    """
    account = accounts.by_id(account_id) if is_code(code) else None
    community_id = community_id or here()
    if account is None or not _holds(account_id, community_id, person_id):
        return None
    attempt_id = attempts.reserve(login_subject(account.login), place or places.here(), "code")
    with passwords.looked_at(attempt_id):
        methods = _that_count(account, community_id, set(electorate_methods), password)
    with whole():
        state = _use(account_id, community_id, plain_code(code), methods)
        if state is not None and beside is not None:
            beside(state)
    if state is not None:
        attempts.clear(attempt_id)
    return state


def _holds(account_id: str, community_id: str | None, person_id: str | None) -> bool:
    """Whether the account holds this person here; true where nobody is named."""
    return person_id is None or accounts.persons_of(account_id).get(community_id or "") == person_id


def _that_count(
    account: accounts.Account, community_id: str | None, methods: set[str], password: str | None
) -> set[str]:
    """A printed code counts beside the right password alone. Raises WrongPassword where it could
    count, and TooMany.
    """
    if PRINTED not in methods:
        return methods
    if password is not None and passwords.matches(account.password_hash, password):
        return methods
    if password is not None and overview(account.account_id, community_id).needs_password:
        raise WrongPassword
    return methods - {PRINTED}


def use(
    account_id: str, community_id: str | None, code: str, methods: Collection[str]
) -> FactorState | None:
    """Use up a typed code of one of these methods, where the caller counts the tries.

    None if it is wrong or was used.
    """
    return _use(account_id, community_id, plain_code(code), set(methods) - {PRINTED})


def use_two(
    account_id: str, community_id: str | None, first: str, second: str, methods: Collection[str]
) -> FactorState | None:
    """Use up two codes of one factor, the second after the first, both of the last three minutes
    (numbers of a card: next to each other). None if they are not; 1 guess in 2 × 10¹⁰ is right.
    """
    for found in factors.usable(account_id, community_id):
        if found.kind not in methods:
            continue
        for step in in_a_row(found, plain_code(first), plain_code(second)):
            if factors.use_step(found.factor_id, step):
                return FactorState(found.kind, clock.real(), found.community_id)
    return None


def use_with_password(account_id: str, community_id: str | None, code: str) -> FactorState | None:
    """Use up a code of any method where the right password came with it and the caller counts the
    tries."""
    return _use(account_id, community_id, plain_code(code), set(EVERY))


def use_nobodys(community_id: str | None, code: str = "") -> None:
    """The look into the tables that a code of an unknown login would have cost."""
    factors.usable("", community_id)
    if len(plain_code(code)) == 10:
        recovery.use_recovery_code("", plain_code(code))


def here() -> str | None:
    """The community of this request."""
    community = g.get("community")
    return community.id if community is not None else None


def _use(
    account_id: str, community_id: str | None, code: str, methods: set[str]
) -> FactorState | None:
    usable = factors.usable(account_id, community_id)
    if any(f.kind != "printed_codes" for f in usable):
        methods.discard(PRINTED)
    for found in usable:
        method = PRINTED if found.kind == "printed_codes" else found.kind
        if method not in methods:
            continue
        step = matching_step(found, code)
        if step is not None and factors.use_step(found.factor_id, step):
            return FactorState(method, clock.real(), found.community_id)
    if "recovery" in methods and len(code) == 10 and recovery.use_recovery_code(account_id, code):
        return FactorState("recovery", clock.real())
    return None


def fresh(session: object, minutes: int) -> bool:
    """Whether this session's second factor was given at most so many minutes (real time) ago."""
    at: datetime | None = getattr(session, "factor_at", None)
    return at is not None and timedelta(0) <= clock.real() - at <= timedelta(minutes=minutes)
