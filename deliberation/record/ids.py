"""New ids from real time and the system's randomness; called before `decide`, never inside the
charter.
"""

import secrets

from deliberation import clock
from deliberation.charter.ids import make_id


def new_id() -> str:
    """A fresh id (see `charter.ids`)."""
    return make_id(int(clock.real().timestamp() * 1000), secrets.token_bytes(10))


def form_id() -> str:
    """A fresh id that holds no time: of an act, given out with its form. Two forms of one page, or
    a form that lay open for an hour, would be known as one person's by when it was made.
    """
    return make_id(int.from_bytes(secrets.token_bytes(6), "big"), secrets.token_bytes(10))


def new_key() -> str:
    """A fresh hand key: 256 random bits, as hexadecimal digits."""
    return secrets.token_bytes(32).hex()
