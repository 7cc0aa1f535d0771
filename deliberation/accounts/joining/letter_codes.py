"""The code of a letter: made and printed, read as it is typed, and whose it is with its birth date.

Called by accounts.routes.joining and, for printing, by the clerk's desk and the shell.
"""

import secrets
import unicodedata
from collections.abc import Iterable

from deliberation.accounts.addresses import login_subject
from deliberation.accounts.devices import places
from deliberation.record.private import accounts, attempts
from deliberation.record.private.factors import join_codes, printed_codes
from deliberation.record.private.factors.join_codes import Ticket

LETTERS = "ACDEFGHJKMNPQRTWXY34679"  # none that looks like another, in print or handwriting
LENGTH = 10  # 45 bits, and five tries


class NotAccepted(Exception):
    """A code and birth date that do not open anything.

    `why`: wrong, used, newer (letter), void (tries), or desk (entry incomplete). `left`: how many
    more birth dates the code takes.
    """

    def __init__(self, why: str, left: int | None = None) -> None:
        super().__init__(why)
        self.why, self.left = why, left


def make_join_codes(community_id: str, person_ids: Iterable[str]) -> dict[str, str]:
    """A new code for each, to be printed once; earlier unused ones are void. → {person_id: code
    without hyphen}.
    """
    codes = {p: "".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for p in person_ids}
    join_codes.store(community_id, codes)
    return codes


def grouped(code: str) -> str:
    """A code as it is printed: ABCDE-FGHJK."""
    return f"{code[:5]}-{code[5:]}"


def plain(typed: str) -> str:
    """A typed code as it is compared: upper case, without hyphens and spaces."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed or "").upper() if c.isalnum())


def check_code(community_id: str, code: str, birth_date: str) -> Ticket:
    """Whose code this is, if the birth date (ISO) is theirs.

    Raises NotAccepted and attempts.TooMany.

    Each wrong birth date counts on the code; after five it is void. Wrong codes hold nobody else
    up: one of 45 bits is not guessed.
    """
    code = plain(code)
    _refuse_closed(community_id, code)
    subject = login_subject(f"join {community_id} {code}")
    attempt_id = attempts.reserve(subject, places.here(), "join")
    ticket = join_codes.try_code(community_id, code)
    if ticket is None:
        raise NotAccepted(printed_codes.closed_code(community_id, code) or "wrong")
    _check_holder(ticket, birth_date)
    join_codes.accept(ticket)
    attempts.clear(attempt_id)
    return ticket


def _refuse_closed(community_id: str, code: str) -> None:
    """Before anything is locked or counted: such a code never opens again."""
    closed = printed_codes.closed_code(community_id, code)
    if closed is not None:
        raise NotAccepted(closed)


def _check_holder(ticket: Ticket, birth_date: str) -> None:
    if ticket.birth_date is None or not _may_join(ticket):
        raise NotAccepted("desk")
    if not secrets.compare_digest(ticket.birth_date, birth_date):
        void = join_codes.refuse(ticket)
        raise NotAccepted("void" if void else "wrong", join_codes.TRIES - ticket.tries)


def _may_join(ticket: Ticket) -> bool:
    # As the policy's row of `join` has it: adult residents, owners wherever they live, and whoever
    # holds an office here.
    return ticket.standing == "adult" and (
        ticket.lives_here
        or ticket.owner
        or accounts.holds_office(ticket.community_id, ticket.person_id)
    )
