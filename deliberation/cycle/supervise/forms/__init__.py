"""What is asked when supervising."""
