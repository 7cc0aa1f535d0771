"""A motion counted: by heads, by heads and area, from sums."""
