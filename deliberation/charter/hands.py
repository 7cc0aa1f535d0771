"""Hands: by which name a person goes in a fact, so that nobody can be followed from one matter to
another.

Each person has a hand key, 256 random bits in the private part of their roster entry and nowhere
else. In a fact they are called by a *handle*, made from that key for one place and one purpose:
whoever lacks the key cannot tell that two handles are one person. Called by the log, which writes
facts, by replay, which reads them, and by erasure, which ends a key.
"""

import hmac
from collections.abc import Mapping
from enum import StrEnum

LETTERS = 26  # 130 bits
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [a + b for a in _ALPHABET for b in _ALPHABET]
_SHIFTS = tuple(range(120, -1, -10))
_ALL = frozenset(_ALPHABET)
_DIGITS = str.maketrans(_ALPHABET, "0123456789abcdefghijklmnopqrstuv")


class Purpose(StrEnum):
    """What somebody does under a handle. Whoever is known by their words does not show their vote.

    voice: author, co-signature, comment, objection. roll: roll, ballot, proxy, paper, attendance.
    rating: what somebody says of finished work. named: a candidate, or whom a recall is about.
    office: what is done in an office, by one handle for all offices of a person, in every matter;
    who held which office is public. entry: one act on the roster or at the desk.
    """

    voice = "voice"
    roll = "roll"
    rating = "rating"
    named = "named"
    office = "office"
    entry = "entry"


def handle_of(key: str, place: str, purpose: Purpose) -> str:
    """The handle made of this hand key (64 hexadecimal digits): 26 letters of lower-case base32
    (RFC 4648).

    place: the id of a subject; of an act for `entry`; empty for `office`.
    """
    return _letters(_mac(bytes.fromhex(key), _said(place, purpose)))


def made_by(key: bytes, handle: str, place: str, purpose: Purpose) -> bool:
    """Whether this hand key makes the handle."""
    return _number(_mac(key, _said(place, purpose))) == number_of(handle)


def whose(handle: str, keys: Mapping[str, bytes], place: str, purpose: Purpose) -> str | None:
    """Of whose keys (person → key) one makes this handle; None where none does."""
    said, wanted = _said(place, purpose), number_of(handle)
    return next((who for who, key in keys.items() if _number(_mac(key, said)) == wanted), None)


def makers(keys: Mapping[str, bytes], place: str, purpose: Purpose) -> dict[int, str]:
    """Whoever has one of these keys, by the number of the handle it makes."""
    said = _said(place, purpose)
    return {_number(_mac(key, said)): who for who, key in keys.items()}


def number_of(handle: str) -> int:
    """A handle as a number, which is compared sooner than its letters are made; -1 for what is
    none.
    """
    if len(handle) != LETTERS or not _ALL.issuperset(handle):
        return -1
    return int(handle.translate(_DIGITS), 32)


def place_of(purpose: Purpose, subject: str | None, act_id: str) -> str:
    """For which place the handle of this purpose is made."""
    if purpose is Purpose.office:
        return ""
    return act_id if purpose is Purpose.entry or subject is None else subject


def _said(place: str, purpose: Purpose) -> bytes:
    return "\x00".join(("deliberation/hand/1", place, purpose.value)).encode()


def _number(mac: bytes) -> int:
    return int.from_bytes(mac[:17], "big") >> 6


def _mac(key: bytes, said: bytes) -> bytes:
    return hmac.digest(key, said, "sha256")


def _letters(mac: bytes) -> str:
    """Base32 by two letters at a time: a roll has thousands, and the library's takes ten times as
    long.
    """
    bits = _number(mac)
    return "".join([_PAIRS[(bits >> shift) & 1023] for shift in _SHIFTS])
