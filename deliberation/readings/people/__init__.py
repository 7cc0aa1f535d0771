"""What is shown of people, masked, and of themselves to each."""
