"""The reader's own password, asked once more before something about their account changes.

Called by the pages of a new password and of a first second factor.
"""

from wtforms import Field

from deliberation.record.private import accounts, attempts
from deliberation.web.phrases import gettext as _

from .addresses import login_subject
from .devices import places
from .passwords import looked_at
from .sessions.readers import SignedIn
from .sessions.sign_in import is_password


def right(field: Field, found: SignedIn) -> bool:
    """Whether it is theirs; else the field says so. Counted on their session. Raises TooMany."""
    attempt_id = attempts.reserve(login_subject(found.login), places.of_session(found), "password")
    with looked_at(attempt_id):
        theirs = is_password(accounts.by_id(found.account_id), field.data or "")
    if not theirs:
        field.errors = [_("The password is not right.")]
        return False
    attempts.clear(attempt_id)
    return True
