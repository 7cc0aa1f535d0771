"""Photos and files: stored by the digest of their bytes, taken in by content, swept when nothing
names them any more.
"""
