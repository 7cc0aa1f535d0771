"""Keeps secrets unreadable in the database: authenticated encryption, and keyed digests of codes
and logins.

Keys are derived from the instance's secret, which is in the instance folder and never in the
database, so that a stolen copy of the database opens no second factor. Called by the modules of
this folder.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

_NONCE = 12  # bytes, as AES-GCM wants it


class Unreadable(Exception):
    """Sealed under another secret, for another purpose, or altered."""


class Seal:
    """Seals and digests under one instance secret.

    `purpose` separates uses: what was sealed for one opens for no other.
    """

    def __init__(self, secret: str | bytes) -> None:
        raw = secret.encode() if isinstance(secret, str) else secret
        self._cipher = AESGCM(self._derive(raw, b"deliberation seal 1"))
        self._mac_key = self._derive(raw, b"deliberation mac 1")

    @staticmethod
    def _derive(raw: bytes, info: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(raw)

    def seal(self, purpose: str, data: bytes) -> bytes:
        """Nonce and ciphertext, bound to the purpose."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """What was sealed. Raises Unreadable."""
        try:
            return self._cipher.decrypt(
                bytes(sealed[:_NONCE]), bytes(sealed[_NONCE:]), purpose.encode()
            )
        except (InvalidTag, ValueError) as why:
            raise Unreadable(purpose) from why

    def still(self, purpose: str, sealed: bytes) -> bytes | None:
        """What was sealed, or None where the secret it was sealed under is lost: what is kept in
        tables outlives a lost secret.key, and no page may break on it.
        """
        try:
            return self.open(purpose, sealed)
        except Unreadable:
            return None

    def mac(self, purpose: str, text: str) -> str:
        """A keyed digest in hex: the same text gives the same digest, and nobody without the secret
        can try texts.
        """
        return hmac.new(self._mac_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


def current_seal() -> Seal:
    """The seal of the running instance."""
    secret = current_app.secret_key
    if not secret:
        raise RuntimeError("the instance has no secret")
    kept: tuple[str | bytes, Seal] | None = current_app.extensions.get("deliberation.seal")
    if kept is None or kept[0] != secret:
        kept = (secret, Seal(secret))
        current_app.extensions["deliberation.seal"] = kept
    return kept[1]


def token_hash(token: str) -> str:
    """The digest under which a token of ≥ 128 random bits is stored (such a token needs no key)."""
    return hashlib.sha256(token.encode()).hexdigest()
