"""What is asked when evaluating."""
