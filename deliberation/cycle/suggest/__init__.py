"""议 suggest: the council’s advice, the study, the legality review."""
