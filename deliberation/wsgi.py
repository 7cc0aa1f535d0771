"""What granian loads. On SQLite the clock runs as a thread of this one process, behind the same write lock."""

import os
import threading

from deliberation import create_app
from deliberation.cli.server import tick_for_ever

app = create_app()
if os.environ.get("DELIBERATION_TICKS") == "thread":
    threading.Thread(target=tick_for_ever, daemon=True).start()
