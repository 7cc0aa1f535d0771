"""Which step of time (TOTP) or number of a card (HOTP) a typed code belongs to; each is used once.

Called by second_factor and by what enrols a factor.
"""

from collections.abc import Iterable
from hmac import compare_digest

import pyotp

from deliberation import clock
from deliberation.record.private.factors import codes as factors

STEP = 30  # seconds of a time step, as every authenticator app has it
PAIR_STEPS = 6  # how far back two codes in a row may reach: both are typed on one page
CARD_WINDOW = 5  # how many numbers ahead of the next one are accepted


def in_a_row(found: factors.Factor, first: str, second: str) -> Iterable[int]:
    """The steps or numbers of the second code, where it follows the first within the last three
    minutes (numbers of a card: next to it).
    """
    steps = _steps(found, back=PAIR_STEPS)
    apart = PAIR_STEPS if found.length is None else 1
    for one in _hits(found, steps, first):
        yield from _hits(found, [s for s in steps if one < s <= one + apart], second)


def matching_step(found: factors.Factor, code: str) -> int | None:
    """The unused step or number this code belongs to: the current time step ±1, or one of the next
    numbers of a card.
    """
    hits = _hits(found, _steps(found), code)
    return hits[0] if hits else None


def _steps(found: factors.Factor, back: int = 1) -> range:
    if found.length is not None:
        return range(found.last_step + 1, min(found.last_step + CARD_WINDOW, found.length) + 1)
    now = int(clock.real().timestamp()) // STEP
    return range(max(now - back, found.last_step + 1), now + 2)


def _hits(found: factors.Factor, steps: Iterable[int], code: str) -> list[int]:
    if found.secret is None:  # no key opens it any more: the factor is lost
        return []
    hotp = pyotp.HOTP(found.secret)
    return [s for s in steps if compare_digest(hotp.at(s).encode(), code.encode())]


def code_now(account_id: str) -> str | None:
    """The next code this account's authenticator would have accepted, for the page of a demo
    instance and nowhere else.

    None without an authenticator, and for up to half a minute when both the current and the next
    one are used.
    """
    found = next((f for f in factors.usable(account_id, None) if f.kind == "authenticator"), None)
    if found is None or found.secret is None:
        return None
    now = int(clock.real().timestamp()) // STEP
    step = max(now, found.last_step + 1)
    return pyotp.HOTP(found.secret).at(step) if step <= now + 1 else None
