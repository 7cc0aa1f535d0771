"""The second factor: authenticators (TOTP), cards of numbered codes (HOTP) and recovery codes.

A code works once.

Decides whether a typed code is right and uses it up. Called by the account pages, and through
`verify_factor` by whatever asks for a fresh second factor. Storage is record.private.factors'.
"""

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

import pyotp
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

STEP = 30  # seconds of a time step, as every authenticator app has it
CARD_LENGTH = 30  # numbers on a card: fits one A6 page
PAIR_STEPS = 6  # how far back two codes in a row may reach: both are typed on one page
CARD_WINDOW = 5  # how many numbers ahead of the next one are accepted
RECOVERY_CODES = 8
OWN = ("authenticator", "code_card", "recovery")
# the rulebooks' word for a printed code given together with the password
PRINTED = "password_and_printed_code"
EVERY = (*OWN, PRINTED)

_RECOVERY_LETTERS = (
    "abcdefghjkmnpqrtuvwxyz2346789"  # no look-alikes: 29 letters, 10 of them hold 48 bits
)


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
    if not is_code(code):
        return None
    account = accounts.by_id(account_id)
    if account is None:
        return None
    community_id = community_id or _here()
    if (
        person_id is not None
        and accounts.persons_of(account_id).get(community_id or "") != person_id
    ):
        return None
    attempt_id = attempts.reserve(login_subject(account.login), place or places.here(), "code")
    methods = set(electorate_methods)
    with passwords.looked_at(attempt_id):
        if PRINTED in methods and (
            password is None or not passwords.matches(account.password_hash, password)
        ):
            methods.discard(PRINTED)
            if password is not None and overview(account_id, community_id).needs_password:
                raise WrongPassword
    with whole():
        state = _use(account_id, community_id, plain_code(code), methods)
        if state is not None and beside is not None:
            beside(state)
    if state is not None:
        attempts.clear(attempt_id)
    return state


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
        steps = _steps(found, back=PAIR_STEPS)
        apart = PAIR_STEPS if found.length is None else 1
        for one in _hits(found, steps, plain_code(first)):
            after = [s for s in steps if one < s <= one + apart]
            for two in _hits(found, after, plain_code(second)):
                if factors.use_step(found.factor_id, two):
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


def _here() -> str | None:
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


def matching_step(found: factors.Factor, code: str) -> int | None:
    """The unused step or number this code belongs to: the current time step ±1, or one of the next
    numbers of a card.
    """
    hits = _hits(found, _steps(found), code)
    return hits[0] if hits else None


def _steps(found: factors.Factor, back: int = 1) -> range:
    if found.length is not None:
        return range(found.last_step + 1, min(found.last_step + CARD_WINDOW, found.length) + 1)
    now = int(clock.real().timestamp()) // STEP
    return range(max(now - back, found.last_step + 1), now + 2)


def _hits(found: factors.Factor, steps: Iterable[int], code: str) -> list[int]:
    if found.secret is None:  # no key opens it any more: the factor is lost
        return []
    hotp = pyotp.HOTP(found.secret)
    return [s for s in steps if compare_digest(hotp.at(s).encode(), code.encode())]


def card_codes(secret: str, length: int = CARD_LENGTH) -> list[tuple[int, str]]:
    """What is printed on a card: (number, six digits), numbers from 1."""
    hotp = pyotp.HOTP(secret)
    return [(n, hotp.at(n)) for n in range(1, length + 1)]


def issue_code_card(
    person_id: str, kind: str = "code_card", *, community_id: str | None = None
) -> list[tuple[int, str]]:
    """A new card for somebody at the desk, who showed who they are: its numbers and codes, to be
    printed once.

    kind: "code_card" for office holders, "printed_codes" for residents (asked together with their
    password). An earlier card of that kind is void. Counts only in this community. → [(number, six
    digits)]. Raises ValueError for another kind.
    """
    if kind not in ("code_card", "printed_codes"):
        raise ValueError(kind)
    community_id = community_id or _here()
    if community_id is None:
        raise ValueError("no community")
    secret = pyotp.random_base32()
    factors.issue(kind, secret, community_id=community_id, person_id=person_id, length=CARD_LENGTH)
    return card_codes(secret)


def enrol(account_id: str, kind: str, secret: str, code: str) -> bool:
    """Keep a new authenticator or own card once a code of it was typed; it takes the place of the
    earlier one.

    kind: "authenticator" or "code_card". → False if the code is wrong or the secret is already in
    use.
    """
    length = CARD_LENGTH if kind == "code_card" else None
    candidate = factors.Factor("", kind, None, secret, 0, length, clock.real(), None)
    step = matching_step(candidate, plain_code(code))
    if step is None or any(f.secret == secret for f in factors.usable(account_id, None)):
        return False
    factors.add(kind, secret, account_id=account_id, length=length, last_step=step)
    return True


def code_now(account_id: str) -> str | None:
    """The next code this account's authenticator would have accepted, for the page of a demo
    instance and nowhere else.

    None without an authenticator, and for up to half a minute when both the current and the next
    one are used.
    """
    found = next((f for f in factors.usable(account_id, None) if f.kind == "authenticator"), None)
    if found is None or found.secret is None:
        return None
    now = int(clock.real().timestamp()) // STEP
    step = max(now, found.last_step + 1)
    return pyotp.HOTP(found.secret).at(step) if step <= now + 1 else None


def enrolled_just_now(account_id: str, kind: str, secret: str) -> bool:
    """Whether this very secret was kept within the last minute: the same form sent twice."""
    since = clock.real() - timedelta(minutes=1)
    return any(
        f.kind == kind and f.secret == secret and f.created_at >= since
        for f in factors.usable(account_id, None)
    )


def new_recovery_codes(account_id: str) -> list[str]:
    """Fresh recovery codes, each for one use; earlier ones are void.

    Shown once: only digests are kept.
    """
    codes = [
        "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)
    ]
    recovery.replace_recovery_codes(account_id, codes)
    return [f"{c[:5]}-{c[5:]}" for c in codes]


def fresh(session: object, minutes: int) -> bool:
    """Whether this session's second factor was given at most so many minutes (real time) ago."""
    at: datetime | None = getattr(session, "factor_at", None)
    return at is not None and timedelta(0) <= clock.real() - at <= timedelta(minutes=minutes)
