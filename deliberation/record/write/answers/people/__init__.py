"""Answers about people: offices, the roster, groups."""
