"""窗口代录: what the clerk enters for somebody who is at the desk or was visited."""
