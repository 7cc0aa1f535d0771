"""Conditions of ballots on paper: each handed out, and the piles they come back in."""
