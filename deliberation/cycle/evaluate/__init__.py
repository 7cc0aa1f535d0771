"""评 evaluate: residents rate what was done."""
