"""`python -m deliberation` is the command `deliberation`."""

from .cli import main

main()
