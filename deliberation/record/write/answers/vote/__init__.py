"""Answers about a vote: electorate, roll, ballots, papers, counts and checks."""
