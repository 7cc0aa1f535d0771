"""Where a kind of matter goes its own way: elections and recalls, the fund, delegated tasks."""
