"""What a page must name without saying it: an id as a sealed key, readable by this instance alone.

Called by lists of people, for their next page, and by forms that choose among people. A key is
good only where it was made (`place`): the same id is another key on another list.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from flask import current_app, g, request

LONGEST = 200  # characters of a key somebody hands in


def sealed(ident: str, *place: Any) -> str:
    """The id as a key of letters, digits, - and _. Always the same in one place, so that a list
    keeps its addresses.
    """
    return urlsafe_b64encode(_box().encrypt(ident.encode(), _bound(place))).decode().rstrip("=")


def opened(key: str | None, *place: Any) -> str | None:
    """The id behind a key made in this place; None for anything else."""
    if not key or len(key) > LONGEST or not key.isascii():
        return None
    try:
        raw = urlsafe_b64decode(key + "=" * (-len(key) % 4))
        return _box().decrypt(raw, _bound(place)).decode()
    except (InvalidTag, ValueError):
        return None


def asked(name: str, *place: Any) -> str | None:
    """The id behind the key given under this name in the query string; None: not given, or of
    another list.
    """
    return opened(request.args.get(name), *place)


def _box() -> AESSIV:
    secret = current_app.config["SECRET_KEY"].encode()
    return AESSIV(hashlib.blake2b(secret, person=b"delib/opaque", digest_size=32).digest())


def _bound(place: tuple[Any, ...]) -> list[bytes]:
    return [str(x).encode() for x in (g.community.id, *place)]
