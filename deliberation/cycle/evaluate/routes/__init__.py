"""The pages of evaluating."""
