"""What can have happened to people, their homes and offices, and at the desk."""
