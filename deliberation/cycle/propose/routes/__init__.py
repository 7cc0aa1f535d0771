"""The pages of proposing."""
