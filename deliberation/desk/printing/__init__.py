"""One print job: what is due on paper, which of it was printed already, and the sheets themselves,
each on a page of its own.
"""
