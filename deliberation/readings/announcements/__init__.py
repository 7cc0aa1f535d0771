"""What anyone may see of announcements: lists, one of them whole, and what waits for an office."""
