"""Which rows the facts of elections, the fund and tasks make."""
