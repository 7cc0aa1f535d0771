"""A code typed into a form of any room: checked and used up, so that the act beside it may be done.

Called through app.extensions by whoever may not import this room.
"""

from collections.abc import Collection

from flask import g
from flask_babel import gettext as _

from deliberation.record.private.attempts import TooMany
from deliberation.web.access.given import Given
from deliberation.web.forms.codes import is_code, not_a_code

from . import auditing
from .devices import places
from .factors import second_factor
from .sessions.readers import SignedIn, reader
from .sessions.sign_in import complete
from .waiting import code_tries_left, local_clock, password_wrong, seconds_until, why_wait


def give_factor(code: str, methods: Collection[str], password: str | None = None) -> Given:
    """Check a code typed into a form of any room, use it up, and make this session's second factor
    fresh.

    methods: those the rulebook names for the electorate. Where it is wrong or not looked at, the
    sentences are those of the page of signing in.
    """
    found = reader()
    if found is None:
        return Given(False)
    if not is_code(code):
        return Given(False, (not_a_code(),))
    if not password and second_factor.PRINTED in methods and _needs_password(found):
        return Given(False, (_("Please type your password too."),), password=True)
    try:
        return _looked_at(found, code, methods, password)
    except TooMany as refused:
        return _not_looked_at(refused)


def _needs_password(found: SignedIn) -> bool:
    return second_factor.overview(found.account_id, g.community.id).needs_password


def _looked_at(found: SignedIn, code: str, methods: Collection[str], password: str | None) -> Given:
    """Raises TooMany."""
    who, place = found.person_id, places.of_session_code(found)
    try:
        state = second_factor.verify_factor(
            found.account_id, who, code, methods, password=password, place=place
        )
    except second_factor.WrongPassword:
        auditing.note("factor_failed")
        return Given(False, (password_wrong(), *code_tries_left(found)), password=True)
    if state is None:
        auditing.note("factor_failed")
        wrong = _("That code was not accepted. Each code works once; please take the next one.")
        return Given(False, (wrong, *code_tries_left(found)))
    complete(found, state)
    auditing.note_factor(state.method)
    return Given(True)


def _not_looked_at(refused: TooMany) -> Given:
    auditing.note_locked(refused.locked)
    opens = _("It opens again at %(minute)s.", minute=local_clock(refused))
    said = (opens, *why_wait(refused.locked, refused.kind))
    return Given(False, said, int(seconds_until(refused)))


def factor_overview() -> second_factor.Overview | None:
    """What the reader can prove themselves with here (which number of which card to ask for); None
    for visitors.
    """
    found = reader()
    return second_factor.overview(found.account_id, g.community.id) if found is not None else None
