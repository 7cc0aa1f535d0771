"""Generated requests at the whole site. `python -m tests.fuzz --help`."""
