"""WHAT HAPPENS: one room per verb; rooms meet only in the charter."""
