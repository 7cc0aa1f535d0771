"""WHAT WAS DONE: facts, their log, the tables they make."""
