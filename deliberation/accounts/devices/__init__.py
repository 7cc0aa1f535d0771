"""Which devices and places are known, what a storm of tries brings, the tablet."""
