"""议 propose: from a draft to the council’s table."""
