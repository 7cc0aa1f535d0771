"""`deliberation serve`: granian, what is checked before it starts, and the clock beside it."""
