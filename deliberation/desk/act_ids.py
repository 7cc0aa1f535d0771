"""Act ids that follow from another: a form that does many acts, sent twice, does each of them once.
Called by the desk's pages.
"""

import hashlib

from deliberation.charter.ids import ALPHABET, is_id


def derived(act_id: str, what: str) -> str:
    """An act id that follows from another, so that the same form sent twice is the same acts: 26
    letters of the id alphabet.
    """
    number = int.from_bytes(hashlib.sha256(f"{act_id} {what}".encode()).digest()[:10], "big")
    made = act_id[:10] + "".join(ALPHABET[number >> 5 * i & 31] for i in range(16))
    assert is_id(made)
    return made
