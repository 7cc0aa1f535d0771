"""What the command says of ballots and counts."""
