"""What is asked about announcements, and which of them belong together."""
