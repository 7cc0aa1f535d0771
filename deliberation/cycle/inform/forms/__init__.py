"""What is asked when informing."""
