"""What is said when something is wrong, and what is kept of what was typed."""
