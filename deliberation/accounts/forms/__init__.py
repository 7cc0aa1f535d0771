"""The forms of signing in, joining and one's account: what is refused, and in which words.

They write no civic facts, so they carry no act id.
"""
