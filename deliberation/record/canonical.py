"""The one way a body or header becomes bytes: RFC 8785 restricted to what facts need.

Strings, booleans, null, lists, objects with ASCII keys, integers within ±(2^53−1). Text is NFC without NUL or
lone surrogates. Stored as the exact bytes hashed and never re-serialised.
"""

import hashlib
import json
import secrets
import unicodedata
from typing import Any

LARGEST = 2**53 - 1
SALT_BYTES = 16


class NotCanonical(ValueError):
    """A value outside the restricted form, or bytes that are not its canonical form."""


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
    _check(value, "$")
    # ASCII keys sort alike as code points and as UTF-16; json's escapes are those of RFC 8785 (\b \t \n \f \r \" \\ and \u00xx).
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def decode(data: bytes) -> Any:
    """The value of canonical bytes; NotCanonical for anything else, other spellings of the same value included."""
    try:
        value = json.loads(data.decode("utf-8"))
    except ValueError as error:
        raise NotCanonical("not JSON") from error
    if encode(value) != data:
        raise NotCanonical("not in canonical form")
    return value


def read(data: bytes) -> Any:
    """The value of bytes whose digest was already checked."""
    return json.loads(data)


def _check(value: Any, where: str) -> None:
    kind = type(value)
    if kind is str:
        if not value.isascii():
            if not unicodedata.is_normalized("NFC", value):
                raise NotCanonical(f"{where}: text is not NFC")
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise NotCanonical(f"{where}: lone surrogate") from error
        if "\x00" in value:
            raise NotCanonical(f"{where}: NUL")
    elif kind is dict:
        for key, inner in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonical(f"{where}: key {key!r} is not ASCII text")
            _check(inner, key)
    elif kind is list:
        for inner in value:
            _check(inner, where)
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonical(f"{where}: integer too large")
    elif value is not None and kind is not bool:
        raise NotCanonical(f"{where}: {kind.__name__} has no canonical form")


def new_salt() -> bytes:
    """128 random bits for one body; erased with it."""
    return secrets.token_bytes(SALT_BYTES)


def salted_digest(salt: bytes, body: bytes) -> str:
    """The digest of a body that stands in the header: hex SHA-256 over a tag, the salt and the exact bytes."""
    return hashlib.sha256(b"deliberation/body/1\n" + salt + body).hexdigest()
