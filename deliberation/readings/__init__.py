"""WHAT ANYONE MAY SEE: queries that answer with small frozen views, never rows."""
