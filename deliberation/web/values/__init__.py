"""How an address, a sum and an area are written and read."""
