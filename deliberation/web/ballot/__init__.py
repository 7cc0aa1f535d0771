"""How a round's paper is laid before whoever fills it in, and read again."""
