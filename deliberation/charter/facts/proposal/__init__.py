"""What can have happened to any proposal, stage by stage."""
