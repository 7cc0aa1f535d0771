"""The one way a civic write happens."""
