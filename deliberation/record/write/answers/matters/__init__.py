"""Answers that only one kind of matter needs."""
