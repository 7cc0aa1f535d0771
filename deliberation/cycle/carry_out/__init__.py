"""行 carry out: who does it, by when, and what was done."""
