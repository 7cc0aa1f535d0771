"""Answers about a proposal and what is said of it."""
