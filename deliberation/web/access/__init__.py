"""From where a request may come, under which name, and what goes out with every answer."""
