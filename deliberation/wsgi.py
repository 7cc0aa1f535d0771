"""What granian loads. On SQLite the clock runs as a thread of this one process, behind the same write lock."""

import os
import sys
import threading

from deliberation import create_app
from deliberation.cli.server import TICK_SECONDS, tick_for_ever
from deliberation.record.engines import current

# A thread that holds a row's lock must not wait 5 ms for the interpreter after each answer of the database.
sys.setswitchinterval(0.0005)
app = create_app()
if os.environ.get("DELIBERATION_TICKS") == "thread":
    threading.Thread(target=tick_for_ever, args=(TICK_SECONDS, current()), daemon=True).start()
