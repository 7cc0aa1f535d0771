"""A counted round for other programs and anyone's own tools: files of ballots, and JSON."""
