"""决 resolve: ballots, attendance, the count."""
