"""What granian loads. On SQLite the clock runs as a thread of this one process, behind the same write lock."""

import os
import sys
import threading

from deliberation import create_app
from deliberation.cli import owner_only
from deliberation.cli.server import tick_for_ever

# A thread that holds a row's lock must not wait 5 ms for the interpreter after each answer of the database.
sys.setswitchinterval(0.0005)
owner_only.from_now_on()
app = create_app()
if os.environ.get("DELIBERATION_TICKS") == "thread":
    threading.Thread(target=tick_for_ever, daemon=True).start()
