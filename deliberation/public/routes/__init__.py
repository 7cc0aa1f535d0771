"""Which page anybody may open, and what stands on it."""
