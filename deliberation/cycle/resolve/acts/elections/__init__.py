"""Acts of an election once it was voted on."""
