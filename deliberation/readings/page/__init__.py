"""What stands on a proposal's page."""
