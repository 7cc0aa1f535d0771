"""The one way a body or header becomes bytes: RFC 8785 restricted to what facts need.

Strings, booleans, null, lists, objects with ASCII keys, integers within ±(2^53−1). Text is NFC
without NUL or lone surrogates. Stored as the exact bytes hashed and never re-serialised.
"""

import hashlib
import json
import secrets
import unicodedata
from _json import make_encoder
from typing import Any

LARGEST = 2**53 - 1
SALT_BYTES = 16


class NotCanonical(ValueError):
    """A value outside the restricted form, or bytes that are not its canonical form.

    `path` names the place inside the value (`act.id`, `ballots[3].voter`; empty for the whole),
    `reason` what is wrong there.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason

    def inside(self, step: str) -> "NotCanonical":
        """The same fault seen from the container one level up."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        return NotCanonical(f"{step}{joint}{self.path}", self.reason)


class BadText(ValueError):
    """Text that no fact may hold; `code` is nul or surrogate."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean_text(text: str) -> str:
    """NFC; BadText for NUL and lone surrogates (invalid UTF-8 that got this far)."""
    if "\x00" in text:
        raise BadText("nul")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadText("surrogate") from error
    return unicodedata.normalize("NFC", text)


def encode(value: Any) -> bytes:
    """Canonical bytes; NotCanonical names the place of whatever does not fit."""
    try:
        _check(value)
        return _bytes_of(value)
    except RecursionError as error:
        raise NotCanonical("", "nested too deeply") from error


def decode(data: bytes) -> Any:
    """The value of canonical bytes; NotCanonical for anything else, other spellings of the same
    value included.
    """
    try:
        value = _parsed(data.decode("utf-8"), _STRICT)
        same = _bytes_of(value) == data
    except NotCanonical:
        raise
    except RecursionError as error:
        raise NotCanonical("", "nested too deeply") from error
    except ValueError as error:
        raise NotCanonical("", "not JSON") from error
    if not same:
        raise NotCanonical("", "not in canonical form")
    # Bytes that are ASCII throughout and equal their own re-encoding can break no rule but those on
    # NUL and on large integers: verify lives on this shortcut.
    if not data.isascii() or b"\\u0000" in data or _LONG in data.translate(_AS_NOUGHTS):
        _check(value)
    return value


def read(data: bytes) -> Any:
    """The value of bytes whose digest was already checked."""
    return _parsed(data.decode("utf-8"), _ANY)


def _parsed(text: str, decoder: json.JSONDecoder) -> Any:
    """As `decoder.decode`, without looking for blanks around a value that has none."""
    try:
        value, end = decoder.raw_decode(text)
    except ValueError:
        return decoder.decode(text)
    return value if end == len(text) else decoder.decode(text)


def _bytes_of(value: Any) -> bytes:
    # ASCII keys sort alike as code points and as UTF-16; json's escapes are those of RFC 8785 (\b
    # \t \n \f \r \" \\ and \u00xx).
    return "".join(_PIECES(value, 0)).encode("utf-8")


def _no_fraction(_digits: str) -> Any:
    raise NotCanonical("", "a number that is not a whole number")


def _unknown(value: Any) -> Any:
    raise NotCanonical("", f"{type(value).__name__} has no canonical form")


# What JSONEncoder.encode builds anew at every call, built once: no markers of circles, plain
# strings, no indent, sorted keys, no NaN.
_PIECES = make_encoder(
    None, _unknown, json.encoder.encode_basestring, None, ":", ",", True, False, False
)
_STRICT = json.JSONDecoder(parse_float=_no_fraction, parse_constant=_no_fraction)
_ANY = json.JSONDecoder()
_AS_NOUGHTS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG = b"0" * 16  # the shortest integers that can be too large


def _check(value: Any) -> None:
    kind = type(value)
    if kind is str:
        if not value.isascii() or "\x00" in value:
            _check_text(value)
    elif kind is dict:
        _check_object(value)
    elif kind is list:
        _check_list(value)
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical("", "integer too large")
    elif value is not None and kind is not bool:
        raise NotCanonical("", f"{kind.__name__} has no canonical form")


def _check_object(value: dict[Any, Any]) -> None:
    for key, inner in value.items():
        if type(key) is not str or not key.isascii() or "\x00" in key:
            raise NotCanonical("", f"key {key!r} is not ASCII text")
        try:
            _check(inner)
        except NotCanonical as error:
            raise error.inside(key) from None


def _check_list(value: list[Any]) -> None:
    for at, inner in enumerate(value):
        try:
            _check(inner)
        except NotCanonical as error:
            raise error.inside(f"[{at}]") from None


def _check_text(text: str) -> None:
    try:
        clean = clean_text(text)
    except BadText as error:
        raise NotCanonical("", {"nul": "NUL", "surrogate": "lone surrogate"}[error.code]) from error
    if clean != text:
        raise NotCanonical("", "text is not NFC")


def new_salt() -> bytes:
    """128 random bits for one body; erased with it."""
    return secrets.token_bytes(SALT_BYTES)


def salted_digest(salt: bytes, body: bytes) -> str:
    """The digest of a body that stands in the header: hex SHA-256 over a tag, the salt and the
    exact bytes.

    ValueError for a salt under 128 bits: after an erasure a short body could be guessed from its
    digest.
    """
    if len(salt) < SALT_BYTES:
        raise ValueError("salt too short")
    return hashlib.sha256(b"deliberation/body/1\n" + salt + body).hexdigest()
