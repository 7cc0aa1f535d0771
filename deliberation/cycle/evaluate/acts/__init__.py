"""What may be done when residents judge the work."""
