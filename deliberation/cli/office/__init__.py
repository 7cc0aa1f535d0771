"""Codes for office holders: the letter of `office take`, and the way back in after a loss."""
