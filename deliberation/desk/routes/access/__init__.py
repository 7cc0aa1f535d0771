"""How the desk lets somebody in: a handed tablet, a lost password or factor, a lock lifted."""
