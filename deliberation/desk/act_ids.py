"""Act ids that follow from another: a form that does many acts, sent twice, does each of them once.
Called by the desk's pages.
"""

import hashlib

from deliberation.charter.ids import make_id


def derived(act_id: str, what: str) -> str:
    """An act id that follows from another, so that the same form sent twice is the same acts."""
    drawn = hashlib.sha256(f"{act_id} {what}".encode()).digest()
    return make_id(int.from_bytes(drawn[:6], "big"), drawn[6:])
