"""What is shown of the covenant, elections, the fund and tasks."""
