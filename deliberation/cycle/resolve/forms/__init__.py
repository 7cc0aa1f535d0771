"""What is asked when resolving."""
