"""What may be done in a vote."""
