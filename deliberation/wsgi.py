"""What granian loads: `front`, and `app` for a server that speaks WSGI and reads bodies whole
itself. On SQLite the clock runs as a thread of this one process, behind the same write lock."""

import os
import sys
import threading

from deliberation.cli.front.rsgi import Front
from deliberation.cli.serving.ticking import TICK_SECONDS, tick_for_ever
from deliberation.record.engines import current
from deliberation.web.forms.room import most_of

from . import config, create_app
from .cli import owner_only
from .cli.serving import alone

# A thread that holds a row's lock must not wait 5 ms for the interpreter after each answer of the
# database.
sys.setswitchinterval(0.0005)
owner_only.from_now_on()
alone.ends_with_its_master()
settings = config.from_environment()
app = create_app(settings)
front = Front(
    app,
    settings.threads,
    most_of(app),
    settings.trusted_proxies,
    int(os.environ.get("DELIBERATION_PORT", "0")),
)
if os.environ.get("DELIBERATION_TICKS") == "thread":
    threading.Thread(target=tick_for_ever, args=(TICK_SECONDS, current()), daemon=True).start()
