"""The roster at the desk: who is found, what changes in an entry, and one's own entry."""
