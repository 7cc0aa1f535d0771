"""Which rows the facts of a vote make."""
