"""Whether what stands in the record was ever allowed: each act, judged on the state before it by
the same table that lets acts happen.
"""
