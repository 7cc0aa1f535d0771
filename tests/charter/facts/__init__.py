"""Tests of deliberation.charter.facts."""
