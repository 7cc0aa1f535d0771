"""The pages of resolving."""
