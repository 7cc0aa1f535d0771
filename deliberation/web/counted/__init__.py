"""A count as a picture and a table."""
