"""What may be done while the council and others advise."""
