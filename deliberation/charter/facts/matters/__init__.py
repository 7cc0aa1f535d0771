"""What can have happened in an election, in the fund, or to a delegated task."""
