"""What the desk does for whoever has no phone: entries, paper, printing, codes."""
