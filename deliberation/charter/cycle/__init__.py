"""Who may do what, and when: the table, its gate, the buttons, the clock."""
