"""What is kept of second factors: codes, cards, passkeys, letters, resets."""
