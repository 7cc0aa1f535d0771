"""The signed head of a community's log: C2SP tlog-checkpoint in a signed-note with Ed25519.

Standard clients and witnesses can follow it. The key is made at `init` and never leaves the instance folder.
"""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"


def key_id(name: str, public_key: bytes) -> bytes:
    """First 4 bytes of SHA-256(name ‖ LF ‖ 0x01 ‖ key), signed-note §Signatures."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """name+hex id+base64(0x01 ‖ key): what a client is given once, by another way."""
    return f"{name}+{key_id(name, public_key).hex()}+{base64.b64encode(_ED25519 + public_key).decode()}"


def public_key(private_key: bytes) -> bytes:
    """The 32 public bytes of a 32-byte private key."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def note_text(origin: str, size: int, root: bytes) -> str:
    """Origin, size, base64 root, each on a line (tlog-checkpoint §Note text)."""
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


def sign(text: str, name: str, private_key: bytes) -> str:
    """The note with one signature line."""
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    blob = key_id(name, public_key(private_key)) + key.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(blob).decode()}\n"


def verify(note: str, name: str, public: bytes) -> str | None:
    """The text of a note that this key signed under this name, else None."""
    text, mark, signatures = note.rpartition("\n\n")
    if not mark:
        return None
    text += "\n"
    for line in signatures.splitlines():
        dash, _, rest = line.partition(" ")
        signer, _, blob64 = rest.partition(" ")
        try:
            blob = base64.b64decode(blob64, validate=True)
        except ValueError:
            continue
        if dash != "—" or signer != name or blob[:4] != key_id(name, public):
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(blob[4:], text.encode())
        except InvalidSignature:
            return None
        return text
    return None


def parse(text: str) -> tuple[str, int, bytes]:
    """(origin, size, root) of a checkpoint's text; ValueError if it is none."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0] or not lines[1].isdigit() or (len(lines[1]) > 1 and lines[1][0] == "0"):
        raise ValueError("not a checkpoint")
    root = base64.b64decode(lines[2], validate=True)
    if len(root) != 32:
        raise ValueError("not a checkpoint")
    return lines[0], int(lines[1]), root
