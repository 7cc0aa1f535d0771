"""WHO IS TOLD: a reader of the log that fills inboxes and channels."""
