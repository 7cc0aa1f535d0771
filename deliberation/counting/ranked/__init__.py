"""Rankings counted: transferable votes, run-offs, pairs, pluralities."""
