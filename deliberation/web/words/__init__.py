"""How codes are said: acts, stages, facts, reasons, ballots, each in the reader's language."""
