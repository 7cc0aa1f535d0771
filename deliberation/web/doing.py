"""What is made of a form: the act done, or what is said of one that was not; and what follows at
once.

Called by every page that does an act: `acting`, `beginning`, and rooms with pages of their own.
"""

import time
from collections.abc import Callable

from flask import current_app, g

from deliberation.charter.act import Act
from deliberation.charter.reasons import Refused
from deliberation.record.tick import run_due
from deliberation.record.unavailable import why
from deliberation.record.write.done import Done, answered
from deliberation.record.write.perform import perform
from deliberation.web.forms.civic import CivicForm
from deliberation.web.forms.files import NoStore
from deliberation.web.forms.files_ready import NotTaken, ready
from deliberation.web.words.base import say
from deliberation.web.words.files import NOT_STORED

from .errors import falling
from .tenancy import actor

NOT_DONE = (Refused, NotTaken, NoStore)
_LOOKS, _BETWEEN = 40, 0.05  # two seconds, for the act of a first tap


def perform_form(form: CivicForm, build: Callable[[], Act]) -> Done:
    """Make the act, its pictures decoded when it may be done at all, and do it. Raises one of
    `NOT_DONE`.
    """
    ready(form, build)
    return perform(build(), actor(), g.community.id)


def first_answer(form_type: type[CivicForm]) -> Done | None:
    """A form that came twice while its first tap renewed the session: what that one did, said
    again. Nothing is attempted.

    Its first tap may be on its way in another process, between its code and its act: that is waited
    for a moment.
    """
    look = current_app.extensions.get("deliberation.first_tap")
    found = look() if look else None
    if found is None or found.person_id is None:
        return None
    sent = form_type().act_id.data or ""
    for _ in range(_LOOKS):
        done = answered(sent, found.person_id, g.community.id)
        if done is not None:
            return done
        time.sleep(_BETWEEN)
    return None


def not_done(error: Refused | NotTaken | NoStore) -> tuple[list[str], int]:
    """What is said of an act that was not done (`NOT_DONE`), and with which status."""
    if isinstance(error, Refused):
        return list(map(say, error.reasons)), error.status
    if isinstance(error, NotTaken):  # its field says why
        return [], error.status
    return [str(NOT_STORED)], 503


def follow(done: Done) -> None:
    """What became due by this act is done at once, under its own locks; whom it concerns is
    told.
    """
    if done.due_now:
        try:
            run_due(community=done.community_id, subject=done.subject_id)
        except Exception as error:
            if why(error) is None:
                raise
            # The act is done and must not look as if it were not; the clock comes by again in
            # seconds.
            falling.tell(error)
    notices = current_app.extensions.get("deliberation.notices")
    if notices and (done.due_now or notices.concerns(done.kinds)):
        notices.follow(done.community_id)
