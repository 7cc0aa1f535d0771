"""A second factor as it is made: enrolled by its owner, a card from the desk, recovery codes.

Called by the account pages, the desk's cards and the shell.
"""

import secrets
from datetime import timedelta

import pyotp

from deliberation import clock
from deliberation.record.private.factors import codes as factors
from deliberation.record.private.factors import recovery
from deliberation.web.forms.codes import plain_code

from .second_factor import here
from .steps import matching_step

CARD_LENGTH = 30  # numbers on a card: fits one A6 page
RECOVERY_CODES = 8
_RECOVERY_LETTERS = (
    "abcdefghjkmnpqrtuvwxyz2346789"  # no look-alikes: 29 letters, 10 of them hold 48 bits
)


def card_codes(secret: str, length: int = CARD_LENGTH) -> list[tuple[int, str]]:
    """What is printed on a card: (number, six digits), numbers from 1."""
    hotp = pyotp.HOTP(secret)
    return [(n, hotp.at(n)) for n in range(1, length + 1)]


def issue_code_card(
    person_id: str, kind: str = "code_card", *, community_id: str | None = None
) -> list[tuple[int, str]]:
    """A new card for somebody at the desk, who showed who they are: its numbers and codes, to be
    printed once.

    kind: "code_card" for office holders, "printed_codes" for residents (asked together with their
    password). An earlier card of that kind is void. Counts only in this community. → [(number, six
    digits)]. Raises ValueError for another kind.
    """
    if kind not in ("code_card", "printed_codes"):
        raise ValueError(kind)
    community_id = community_id or here()
    if community_id is None:
        raise ValueError("no community")
    secret = pyotp.random_base32()
    factors.issue(kind, secret, community_id=community_id, person_id=person_id, length=CARD_LENGTH)
    return card_codes(secret)


def enrol(account_id: str, kind: str, secret: str, code: str) -> bool:
    """Keep a new authenticator or own card once a code of it was typed; it takes the place of the
    earlier one.

    kind: "authenticator" or "code_card". → False if the code is wrong or the secret is already in
    use.
    """
    length = CARD_LENGTH if kind == "code_card" else None
    candidate = factors.Factor("", kind, None, secret, 0, length, clock.real(), None)
    step = matching_step(candidate, plain_code(code))
    if step is None or any(f.secret == secret for f in factors.usable(account_id, None)):
        return False
    factors.add(kind, secret, account_id=account_id, length=length, last_step=step)
    return True


def enrolled_just_now(account_id: str, kind: str, secret: str) -> bool:
    """Whether this very secret was kept within the last minute: the same form sent twice."""
    since = clock.real() - timedelta(minutes=1)
    return any(
        f.kind == kind and f.secret == secret and f.created_at >= since
        for f in factors.usable(account_id, None)
    )


def new_recovery_codes(account_id: str) -> list[str]:
    """Fresh recovery codes, each for one use; earlier ones are void.

    Shown once: only digests are kept.
    """
    codes = [
        "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)
    ]
    recovery.replace_recovery_codes(account_id, codes)
    return [f"{c[:5]}-{c[5:]}" for c in codes]
