"""How somebody from the roster comes to an account, and back to it."""
