"""The pages of supervising."""
