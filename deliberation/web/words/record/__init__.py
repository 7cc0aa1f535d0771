"""What the record says in words."""
