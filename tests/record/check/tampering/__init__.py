"""What somebody with the database, the keys and the code of the house can do to a record, and who
finds it.
"""
