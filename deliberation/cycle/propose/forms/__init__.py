"""What is asked when proposing."""
