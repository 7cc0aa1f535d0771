"""The pages of informing."""
