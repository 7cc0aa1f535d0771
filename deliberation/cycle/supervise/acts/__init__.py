"""What may be done by supervisors, and to what they found."""
