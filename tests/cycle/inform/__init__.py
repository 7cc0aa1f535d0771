"""知: what is told to the community."""
