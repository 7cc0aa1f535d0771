"""The pages of carrying out."""
