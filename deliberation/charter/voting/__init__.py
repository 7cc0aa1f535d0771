"""How a vote is held: closing, paper, the questions put, proxies, households."""
