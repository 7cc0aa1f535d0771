"""Who signs in, and how they are known."""
