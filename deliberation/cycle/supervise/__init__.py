"""督 supervise: questions, objections, certificate, inspection."""
