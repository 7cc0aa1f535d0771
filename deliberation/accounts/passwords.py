"""Passwords: how they are stored (argon2id) and which are refused.

Called by sessions.sign_in, own_password, forms.passwords, and by those who join or lost theirs.

Length and guessability only: no forced mixture of characters, no forced change (NIST SP 800-63B).
"""

import itertools
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

from deliberation import clock
from deliberation.accounts.addresses import network
from deliberation.record.private import attempts
from deliberation.record.private.attempts import TooMany
from deliberation.turns import spare
from deliberation.turns.costly import Costly, Crowded

PATIENCE, SHORT = 3.0, 1.0  # seconds in line, and with the last thread
_BUSY = timedelta(seconds=3)


def _at_once() -> int:
    """Hashing is dear on purpose: half the cores at most, and never every thread, so that a storm
    of tries leaves the rest to the pages."""
    threads = spare.process.threads or 2
    return max(1, min((os.cpu_count() or 1) // 2, threads - 1))


_line = Costly(_at_once, PATIENCE, SHORT)

LEAST_RESIDENT = 8
LEAST_OFFICE = 12
MOST = 128

# Those guessed first, in the spelling they are compared in (lower case); years and doublings are
# found by rule.
_COMMON = frozenset(
    """password password1 password123 passw0rd passwort qwerty qwerty123 qwertyuiop qwert123
    asdfghjkl asdfasdf zxcvbnm zxcvbnm123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qazwsx qazwsxedc
    q1w2e3r4 qwe123 qweasd qweasdzxc abc123 abc12345 abcd1234 abc123456 a123456 a1234567 a12345678
    a123456789 aa123456 aa12345678 abcdefgh abcdefg123 iloveyou iloveyou1 woaini woaini520 woaini521
    woaini1314 520 5201314 5201314a 1314520 7758521 7758258 147258369 147852369 159357 159753
    123654789 789456123 456123789 987654321 admin admin123 admin1234 administrator welcome welcome1
    welcome123 letmein letmein1 monkey dragon football baseball sunshine princess superman master
    shadow michael trustno1 whatever changeme secret secret123 test1234 test123456 guest123 user1234
    computer internet nihao123 nihaoma zhongguo zhongguo123 beijing beijing2008 shanghai woaiwojia
    shequ123 shequ1234 yezhu123 yiqifacai gongxifacai hello123 helloworld hellohello money888
    88888888 66666666 00000000 11111111 12341234 11223344 112233445566 asdf1234 asd123456 zxc123456
    qq123456 qq123456789 wang1234 zhang123 li123456 default default123 deliberation community
    residents""".split()
)


@lru_cache(maxsize=4)
def _hasher(memory_kib: int, passes: int, lanes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=lanes)


def hasher() -> PasswordHasher:
    """The hasher at the cost now set: memory in KiB, passes, lanes (default 19456, 2, 1: the OWASP
    floor, 22 ms).
    """
    get = current_app.config.get
    return _hasher(get("ARGON2_MEMORY_KIB", 19456), get("ARGON2_PASSES", 2), get("ARGON2_LANES", 1))


@contextmanager
def _in_line() -> Iterator[None]:
    """Raises TooMany("busy") when the line does not move: whoever it is, nothing is held against
    them."""
    try:
        with _line.turn(network()):
            yield
    except Crowded:
        raise _busy() from None


def expect_turn() -> None:
    """Raises TooMany("busy") where a check would at once: asked before a try is written down."""
    try:
        _line.expect(network())
    except Crowded:
        raise _busy() from None


@contextmanager
def looked_at(attempt_id: str) -> Iterator[None]:
    """Around what hashes for a try that is written down already: where no turn came, it was not
    looked at and does not count."""
    try:
        yield
    except TooMany as refused:
        if refused.locked == "busy":
            attempts.clear(attempt_id)
        raise


def _busy() -> TooMany:
    return TooMany(clock.real() + _BUSY, "busy")


def _same(text: str) -> bytes:
    # NFKC: the same password from a full-width and a half-width keyboard is the same password.
    return unicodedata.normalize("NFKC", text).encode()


def hash_password(password: str) -> str:
    """The stored form."""
    with _in_line():
        return hasher().hash(_same(password))


def matches(stored: str, password: str) -> bool:
    """Whether this is the password. Over-long input is wrong without being hashed whole."""
    try:
        with _in_line():
            return hasher().verify(stored, _same(password[: MOST + 1]))
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=4)
def _nobodys(hash_with: PasswordHasher) -> str:
    return hash_with.hash(b"nobody's password")


def matches_nobody(password: str) -> None:
    """Spend the time of a check, so that an unknown login cannot be told from a wrong password."""
    matches(_nobodys(hasher()), password)


def outdated(stored: str) -> bool:
    """Whether the stored form was made at another cost than is set now."""
    return hasher().check_needs_rehash(stored)


def weakness(password: str, *, office: bool, known: tuple[str | None, ...] = ()) -> str | None:
    """Why a new password is refused, or None: too_short, too_long, known (login, phone, name, birth
    date), common.

    office: whether its owner holds an office (at least 12 characters instead of 8).
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < (LEAST_OFFICE if office else LEAST_RESIDENT):
        return "too_short"
    if len(password) > MOST:
        return "too_long"
    squeezed = "".join(c for c in plain if c.isalnum())
    for word in known:
        bare = "".join(
            c for c in unicodedata.normalize("NFKC", word or "").casefold() if c.isalnum()
        )
        if bare and squeezed in (bare, bare * 2, bare[::-1]):
            return "known"
    return "common" if _common(plain, squeezed) else None


def _common(plain: str, squeezed: str) -> bool:
    if plain in _COMMON or squeezed in _COMMON or squeezed.rstrip("0123456789") in _COMMON - {""}:
        return True
    if len(set(squeezed)) <= 2:
        return True
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(squeezed)}
    if steps in ({1}, {-1}) or squeezed in ("1234567890", "0123456789", "12345678900"):
        return True
    half = len(squeezed) // 2
    return (
        len(squeezed) % 2 == 0
        and squeezed[:half] == squeezed[half:]
        and (squeezed[:half].isdigit() or squeezed[:half] in _COMMON)
    )
