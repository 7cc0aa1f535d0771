"""What may be done with entries of the roster."""
