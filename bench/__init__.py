"""Measures this product beside a floor in one run. `make bench`."""
