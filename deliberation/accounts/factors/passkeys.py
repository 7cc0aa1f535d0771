"""Passkeys (WebAuthn) as a second factor: what a browser is asked to sign, and whether its answer
is right.

Origin and host are those of the request, which ProxyFix has set right behind trusted proxies.
Called by accounts.routes.passkeys. The library is loaded by the first who has a passkey: few have,
and each process would hold its certificates' formats for all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import request

from deliberation import clock
from deliberation.record.private.factors import passkeys as stored

from .second_factor import FactorState

if TYPE_CHECKING:
    from webauthn.registration.verify_registration_response import VerifiedRegistration


def _wrong() -> tuple[type[Exception], ...]:
    """What is raised for an answer that is none."""
    from webauthn.helpers.exceptions import WebAuthnException

    return WebAuthnException, ValueError, TypeError, KeyError, AttributeError


def rp_id() -> str:
    """The host the passkey belongs to, without the port."""
    return request.host.partition(":")[0].lower()


def origin() -> str:
    """Where the browser must say it was."""
    return f"{request.scheme}://{request.host}"


def enrol_options(account_id: str, login: str, community_name: str) -> str:
    """JSON for navigator.credentials.create(); its challenge works once, for this account."""
    import webauthn
    from webauthn.helpers import structs

    made = webauthn.generate_registration_options(
        rp_id=rp_id(),
        rp_name=community_name,
        user_id=account_id.encode(),
        user_name=login,
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=k.credential)
            for k in stored.of_account(account_id, rp_id())
        ],
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
            user_verification=structs.UserVerificationRequirement.PREFERRED,
        ),
    )
    stored.keep_challenge(made.challenge, account_id, "enrol")
    return webauthn.options_to_json(made)


def use_options(account_id: str) -> str:
    """JSON for navigator.credentials.get() with this account's passkeys of this host."""
    import webauthn
    from webauthn.helpers import structs

    made = webauthn.generate_authentication_options(
        rp_id=rp_id(),
        allow_credentials=[
            structs.PublicKeyCredentialDescriptor(id=k.credential)
            for k in stored.of_account(account_id, rp_id())
        ],
    )
    stored.keep_challenge(made.challenge, account_id, "use")
    return webauthn.options_to_json(made)


def enrol(account_id: str, answer: str, name: str) -> bool:
    """Keep the passkey a browser made. → False for a wrong or used challenge, another origin, or
    one that is known already.
    """
    try:
        found = _registered(account_id, json.loads(answer))
    except _wrong():
        return False
    return found is not None and stored.add(
        account_id,
        found.credential_id,
        found.credential_public_key,
        found.sign_count,
        name=name,
        rp_id=rp_id(),
    )


def _registered(account_id: str, credential: Any) -> VerifiedRegistration | None:
    """What was made; None for a wrong or used challenge. Raises one of `_wrong`."""
    import webauthn

    challenge = _challenge(credential)
    if not stored.take_challenge(challenge, account_id, "enrol"):
        return None
    return webauthn.verify_registration_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id=rp_id(),
        expected_origin=origin(),
    )


def use(account_id: str, answer: str) -> FactorState | None:
    """The second factor that a passkey's answer proves, or None: wrong or used challenge, other
    origin or host, somebody else's or a removed passkey, or a count that did not go on.
    """
    try:
        signed = _signed(account_id, json.loads(answer))
    except _wrong():
        return None
    right = signed is not None and stored.used(*signed)
    return FactorState("passkey", clock.real()) if right else None


def _signed(account_id: str, credential: Any) -> tuple[str, int] | None:
    """(the passkey's id, its count by now); None where the challenge or the passkey is none of
    theirs. Raises one of `_wrong`.
    """
    import webauthn

    challenge = _challenge(credential)
    raw = webauthn.base64url_to_bytes(credential["rawId"])
    key = next((k for k in stored.of_account(account_id, rp_id()) if k.credential == raw), None)
    if not stored.take_challenge(challenge, account_id, "use") or key is None:
        return None
    found = webauthn.verify_authentication_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id=rp_id(),
        expected_origin=origin(),
        credential_public_key=key.public_key,
        credential_current_sign_count=key.sign_count,
    )
    return key.passkey_id, found.new_sign_count


def _challenge(credential: Any) -> bytes:
    from webauthn.helpers import base64url_to_bytes

    said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
    return base64url_to_bytes(said["challenge"])
