"""Between the server and the application: a request takes a thread once all of it is there, an
answer leaves it whole.

`rsgi.Front` is what `serve` hands to granian; nothing here knows a page, an act or the database.
"""
