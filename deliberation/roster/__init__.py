"""Who lives here: people, homes and owners, entered by the desk or from a file."""
