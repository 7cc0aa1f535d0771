"""Starts a script with its memory and time bounded by the system.

Run by `apart` as a plain script: MEMORY SECONDS SCRIPT WORDS…
"""

import os
import resource
import runpy
import sys


def bound(memory: int, seconds: int) -> None:
    """Nothing this process does takes more: bytes of memory it writes to, seconds of the
    processor.
    """
    # Linux counts under DATA what is written to; under AS also what libraries only reserve.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    for what, most in ((kind, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    os.nice(5)  # pages first


if __name__ == "__main__":
    bound(int(sys.argv[1]), int(sys.argv[2]))
    sys.argv = sys.argv[3:]
    runpy.run_path(sys.argv[0], run_name="__main__")
