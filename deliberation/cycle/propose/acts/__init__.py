"""What may be done to bring a matter and to speak on it."""
