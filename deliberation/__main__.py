"""`python -m deliberation` is the command `deliberation`."""

from deliberation.cli import main

main()
