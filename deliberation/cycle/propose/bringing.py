"""What somebody brings to the community office only, from its own page or from the form of a
proposal. Called by both.
"""

from flask import flash, g

from deliberation.charter.acts import ActName
from deliberation.record.write.done import Done
from deliberation.record.write.perform import perform
from deliberation.web import afterwards
from deliberation.web.doing import follow
from deliberation.web.phrases import gettext as _
from deliberation.web.tenancy import actor

from .acts import private as private_acts


def brought(act_id: str, title: str, body: str) -> Done:
    """Bring it to the office. Raises Refused."""
    done = perform(
        private_acts.BringPrivate(act_id=act_id, title=title, body=body), actor(), g.community.id
    )
    follow(done)
    said = _("Sent to the community office. Nobody else can read it. The answer comes here.")
    flash(afterwards.told(ActName.bring_private, done, said), "message")
    return done
