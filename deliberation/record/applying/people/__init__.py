"""Which rows the facts about people and the desk make."""
