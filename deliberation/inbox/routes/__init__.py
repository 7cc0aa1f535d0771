"""The page of what somebody was told."""
