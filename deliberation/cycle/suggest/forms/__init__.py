"""What is asked when suggesting."""
