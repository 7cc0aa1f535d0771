"""Second factors: which there are, and whether one holds."""
