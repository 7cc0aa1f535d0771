"""The signed head of a community's log: C2SP tlog-checkpoint in a signed-note with Ed25519.

Standard clients and witnesses can follow it. The key is made at `init` and never leaves the
instance folder. Called by the record pages; what is not well formed is never signed and never
accepted.
"""

import base64
import hashlib
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_MOST_SIGNATURES = 100  # signed-note asks for at least 16; witnesses add one each
_LARGEST_SIZE = 2**63 - 1  # what clients written with signed 64-bit integers can read
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIZE = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")


def key_id(name: str, public_key: bytes) -> bytes:
    """First 4 bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key), signed-note §Signatures."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """name+hex id+base64(0x01 ‖ key): what a client is given once, by another way.

    ValueError for a name no note can carry.
    """
    _must_be_name(name)
    key = base64.b64encode(_ED25519 + public_key).decode()
    return f"{name}+{key_id(name, public_key).hex()}+{key}"


def public_key(private_key: bytes) -> bytes:
    """The 32 public bytes of a 32-byte private key."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def note_text(origin: str, size: int, root: bytes) -> str:
    """Origin, size, base64 root, each on a line (tlog-checkpoint §Note text).

    ValueError for what would not read back as the same head.
    """
    text = f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"
    if _CONTROL.search(text) or parse(text) != (origin, size, root):
        raise ValueError("not a checkpoint")
    return text


def sign(text: str, name: str, private_key: bytes) -> str:
    """The note with one signature line.

    ValueError for a text or name that signed-note does not allow.
    """
    _must_be_name(name)
    if not text.endswith("\n") or _CONTROL.search(text):
        raise ValueError("a note's text ends its last line and has no control characters")
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    blob = key_id(name, public_key(private_key)) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(blob).decode()}\n"


def verify(note: str, name: str, public: bytes) -> str | None:
    """The text of a note that this key signed under this name, else None.

    Other keys' signatures are passed over, malformed ones are not.
    """
    text, mark, signatures = note.rpartition("\n\n")
    if not mark or not signatures.endswith("\n") or _CONTROL.search(note):
        return None
    text += "\n"
    lines = signatures[:-1].split("\n")
    read = [_signature(line) for line in lines[:_MOST_SIGNATURES]]
    if len(lines) > _MOST_SIGNATURES or None in read:
        return None
    by_us = (name, key_id(name, public))
    ours = [blob[4:] for signer, blob in filter(None, read) if (signer, blob[:4]) == by_us]
    return text if ours and _all_hold(text, ours, public) else None


def _all_hold(text: str, signatures: list[bytes], public: bytes) -> bool:
    try:
        for signature in signatures:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):  # ValueError: text that is no UTF-8
        return False
    return True


def parse(text: str) -> tuple[str, int, bytes]:
    """(origin, size, root) of a checkpoint's text; ValueError if it is none.

    Extension lines are allowed and passed over.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not _SIZE.match(lines[1]):
        raise ValueError("not a checkpoint")
    size, root = int(lines[1]), _exact_base64(lines[2])
    if size > _LARGEST_SIZE or len(root) != 32:
        raise ValueError("not a checkpoint")
    return lines[0], size, root


def _signature(line: str) -> tuple[str, bytes] | None:
    """(name, key id ‖ signature) of a well-formed signature line."""
    dash, _, rest = line.partition(" ")
    signer, _, encoded = rest.partition(" ")
    try:
        _must_be_name(signer)
        blob = _exact_base64(encoded)
    except ValueError:
        return None
    return (signer, blob) if dash == "—" and len(blob) > 4 else None


def _must_be_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() for letter in name) or _CONTROL.search(name):
        raise ValueError(f"{name!r} cannot name a key: no spaces, no plus")


def _exact_base64(text: str) -> bytes:
    # One spelling only: b64decode lets unused bits of the last letter differ.
    value = base64.b64decode(text, validate=True)
    if base64.b64encode(value).decode() != text:
        raise ValueError("not base64")
    return value
