"""The pages of suggesting."""
