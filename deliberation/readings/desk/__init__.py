"""What waits for an office: the day, papers, print jobs, supervision, draws."""
