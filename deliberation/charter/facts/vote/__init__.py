"""What can have happened in a vote: ballots, papers, proxies, owners, counts."""
