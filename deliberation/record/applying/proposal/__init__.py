"""Which rows the facts of a proposal make."""
