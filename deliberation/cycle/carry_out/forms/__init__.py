"""What is asked when carrying out."""
