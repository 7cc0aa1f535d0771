"""Which proposals are listed, found, alike, or about to be late."""
