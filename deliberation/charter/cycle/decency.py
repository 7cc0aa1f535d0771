"""What people's words can be hidden for: the public list, the same wherever something is hidden."""

REASONS: tuple[str, ...] = ("personal_attack", "personal_data", "unlawful", "spam", "off_topic")
