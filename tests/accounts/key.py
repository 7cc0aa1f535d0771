"""A security key in software: makes and signs as a browser with an authenticator does, and can be
told to lie.
"""

import hashlib
import json
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as b64


class Key:
    """One credential. `count` goes on with each signature; `origin` and `rp_id` are what the
    browser says.
    """

    def __init__(
        self, origin="http://localhost", rp_id="localhost", credential=b"credential-of-this-key"
    ) -> None:
        self.private, self.credential = ec.generate_private_key(ec.SECP256R1()), credential
        self.origin, self.rp_id, self.count = origin, rp_id, 0

    def _client(self, kind, challenge):
        return json.dumps(
            {
                "type": f"webauthn.{kind}",
                "challenge": challenge,
                "origin": self.origin,
                "crossOrigin": False,
            }
        ).encode()

    def _data(self, more=b"", flags=0x01):
        return (
            hashlib.sha256(self.rp_id.encode()).digest()
            + bytes([flags])
            + struct.pack(">I", self.count)
            + more
        )

    def make(self, options):
        """What navigator.credentials.create() gives, as the page's script sends it."""
        at = self.private.public_key().public_numbers()
        cose = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: at.x.to_bytes(32, "big"), -3: at.y.to_bytes(32, "big")}
        )
        data = self._data(
            bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + cose, 0x41
        )
        client = self._client("create", options["challenge"])
        return self._answer(
            {
                "clientDataJSON": b64(client),
                "attestationObject": b64(
                    cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
                ),
            }
        )

    def sign(self, options, *, count=True):
        """What navigator.credentials.get() gives."""
        self.count += count
        data, client = self._data(), self._client("get", options["challenge"])
        signature = self.private.sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._answer(
            {
                "clientDataJSON": b64(client),
                "authenticatorData": b64(data),
                "signature": b64(signature),
            }
        )

    def _answer(self, response):
        return json.dumps(
            {
                "id": b64(self.credential),
                "rawId": b64(self.credential),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
