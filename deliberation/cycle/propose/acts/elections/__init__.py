"""Acts of an election up to its vote, and of a recall."""
