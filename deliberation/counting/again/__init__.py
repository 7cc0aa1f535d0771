"""Public ballot files counted again, for `deliberation tally`."""
