"""Whose turn it is, where many want the same: threads that stay for pages, and who asked for little
of late. Knows no request, no database and no password.
"""
