"""A budget shared out: greedily or by equal shares."""
