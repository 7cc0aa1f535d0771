"""What is shown of a vote: the roll, papers, files of ballots, the count again."""
