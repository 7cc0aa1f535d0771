"""What the clock finds by itself, beside deadlines: each errand reads what is so by now and says
which acts follow. Attempted by `tick`, through the same gate as everybody's.
"""
