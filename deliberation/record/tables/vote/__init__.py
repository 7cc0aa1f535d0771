"""The vote: rolls, rounds and ballots, on paper too, and what owners decide."""
