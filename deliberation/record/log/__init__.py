"""How facts are kept: exact bytes, digests, positions, the tree and its signed heads."""
