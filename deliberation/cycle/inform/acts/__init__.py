"""What may be done to make a matter known."""
