"""Whether the record says the truth: replay, recount, verify."""
