"""The command `deliberation` in this process: what a shell sees of it, without starting a Python
each time.
"""

from contextlib import suppress
from dataclasses import dataclass

from deliberation import clock
from deliberation.cli import main
from deliberation.record import engines


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def call(capsys, *args: str) -> Done:
    """Run it with these words, on the instance that the environment names.

    An error nobody expected is raised, as a process would show it.
    """
    code = 0
    try:
        main(list(args))
    except SystemExit as leave:
        code = int(leave.code or 0)
    finally:
        with suppress(RuntimeError):  # a command that needs no database
            engines.current().dispose()
        clock.offset_from(None)
    said = capsys.readouterr()
    return Done(code, said.out, said.err)
