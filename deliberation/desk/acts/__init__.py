"""What the clerk may enter for somebody, and how a wrong entry is put right."""
